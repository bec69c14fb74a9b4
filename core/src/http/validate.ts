import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { pointerTo } from './pointer.ts';
import type { Fault } from './problem.ts';

/** Faults named at most: the first ones are what the reader mends first. */
const maxFaults = 20;

/** Checks a value against a schema, filling in defaults. Returns what is wrong, nothing where it fits. */
export type Validate = (value: unknown) => Fault[] | undefined;

/** What forms are rendered by; nothing is checked by them. `x-title` and `x-description` are `{ en, fr }`, `x-labels` one for each value of an enum. */
const formKeywords = ['x-secret', 'x-address', 'x-title', 'x-description', 'x-labels', 'x-ui'];

const addFormats = ajvFormats as unknown as typeof ajvFormats.default;
const make = (options: Options) => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, useDefaults: true, ...options });
  addFormats(ajv);
  for (const keyword of formKeywords) ajv.addKeyword(keyword);
  return ajv;
};

/**
 * Two instances of each kind: the first stops at the first fault, and only what failed is walked again for all
 * of its faults. A body of a million wrong items then costs one fault, not a million.
 */
const once = <T>(create: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= create();
    return made;
  };
};
const exact = { first: once(() => make({})), all: once(() => make({ allErrors: true })) };
const coercing = {
  first: once(() => make({ coerceTypes: 'array' })),
  all: once(() => make({ coerceTypes: 'array', allErrors: true })),
};

/** For bodies: every type as the schema says. Compiled at first use, since start time matters. */
export const exactly = (schema: TSchema): Validate => compiled(schema, exact);

/** For paths and queries, whose values are all text: "12" passes for a number, and becomes it. */
export const coerced = (schema: TSchema): Validate => compiled(schema, coercing);

function compiled(schema: TSchema, { first, all }: typeof exact): Validate {
  let quick: ValidateFunction | undefined;
  let thorough: ValidateFunction | undefined;
  return (value) => {
    quick ??= first().compile(withoutIds(schema));
    if (quick(value)) return undefined;
    const found = quick.errors ?? [];
    if (isLarge(value)) return faultsOf(found);
    thorough ??= all().compile(withoutIds(schema));
    return faultsOf(thorough(value) ? found : (thorough.errors ?? found));
  };
}

/** An $id names a component of the documentation; here the same one in two schemas would clash. */
function withoutIds<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withoutIds) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== '$id' || typeof value !== 'string')
      .map(([key, value]) => [key, withoutIds(value)]),
  ) as T;
}

const isLarge = (value: unknown) => Array.isArray(value) && value.length > 1_000;

function faultsOf(errors: readonly ErrorObject[]): Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of errors) {
    const fault = faultOf(error);
    faults.set(`${fault.pointer} ${fault.message}`, fault);
    if (faults.size === maxFaults) break;
  }
  return [...faults.values()];
}

/** What a missing or unknown field is about is the field, not the object around it. */
function faultOf({ instancePath, keyword, params, message = 'is not valid' }: ErrorObject): Fault {
  switch (keyword) {
    case 'required':
      return { pointer: instancePath + pointerTo(params.missingProperty), message: 'is required' };
    case 'additionalProperties':
      return {
        pointer: instancePath + pointerTo(params.additionalProperty),
        message: 'is not a known field',
      };
    case 'unevaluatedProperties':
      return {
        pointer: instancePath + pointerTo(params.unevaluatedProperty),
        message: 'is not a known field',
      };
    case 'enum':
      return { pointer: instancePath, message: `must be one of ${params.allowedValues.join(', ')}` };
    case 'const':
      return { pointer: instancePath, message: `must be ${JSON.stringify(params.allowedValue)}` };
    default:
      return { pointer: instancePath, message };
  }
}
