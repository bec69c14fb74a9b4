import type { TSchema } from 'typebox';
import { didYouMean } from '../did-you-mean.ts';
import type { Fault } from '../http/problem.ts';
import { exactly, type Validate } from '../http/validate.ts';
import { stepsOf } from './pointer.ts';

interface Schema {
  [keyword: string]: unknown;
  properties?: Record<string, Schema>;
}

/** The ways in which settings are checked. Both fill in defaults, in place. */
export interface SettingsSchema {
  whole: Validate;
  /** What is there must be right, but what is needed may be missing: the other half is set elsewhere. */
  partial: Validate;
}

export function settingsSchema(schema: unknown): SettingsSchema {
  const plain = JSON.parse(JSON.stringify(schema)) as Schema;
  return { whole: helpful(closed(plain, true)), partial: helpful(closed(plain, false)) };
}

/**
 * An object that doesn't say what else it may hold, holds nothing else: a key that nobody reads is most likely
 * mistyped, and the retailer would wait in vain for its effect.
 */
function closed({ required, properties, ...rest }: Schema, whole: boolean): Schema {
  if (!properties) return required && whole ? { ...rest, required } : rest;
  return {
    additionalProperties: false,
    ...rest,
    ...(required && whole ? { required } : {}),
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, part]) => [name, closed(part, whole)]),
    ),
  };
}

/** Guesses what a mistyped key was meant to be. */
function helpful(schema: Schema): Validate {
  const validate = exactly(schema as TSchema);
  return (value) => validate(value)?.map((fault) => withGuess(schema, fault));
}

function withGuess(schema: Schema, { pointer, message }: Fault): Fault {
  const steps = stepsOf(pointer);
  const key = steps.pop();
  let parent: Schema | undefined = schema;
  for (const step of steps) parent = parent?.properties?.[step];
  if (key === undefined || !parent?.properties || key in parent.properties) return { pointer, message };
  const guess = didYouMean(key, Object.keys(parent.properties)).trim();
  return { pointer, message: guess ? `${message}. ${guess}` : message };
}
