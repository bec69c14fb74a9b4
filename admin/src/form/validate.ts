import { choicesOf, unwrapped } from './kind.ts';
import type { Schema } from './schema.ts';

/** What is wrong with a value, by the name of its text among the form's. */
export interface FormFault {
  /** JSON Pointer: `/tiers/0/name`. */
  pointer: string;
  text: string;
  named: Record<string, string | number>;
}

const formats: Record<string, [RegExp, string]> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'email'],
  uri: [/^[a-z][a-z0-9+.-]*:\/\/\S+$/i, 'uri'],
  url: [/^https?:\/\/\S+$/i, 'uri'],
  date: [/^\d{4}-\d{2}-\d{2}$/, 'date'],
  'date-time': [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, 'dateTime'],
};

/** A property's name as a step of a JSON Pointer. */
export const step = (name: string | number): string =>
  `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/**
 * Checks what was filled in against its schema, before it is sent. The server has the last word: what it alone
 * knows comes back as problem details. (ajv writes code as it goes, which the page's policy forbids.)
 */
export function faultsOf(given: Schema, value: unknown, pointer = '', required = true): FormFault[] {
  const { schema, nullable } = unwrapped(given);
  const fault = (text: string, named: FormFault['named'] = {}): FormFault[] => [{ pointer, text, named }];
  const isEmpty = value === undefined || value === null || value === '';
  if (isEmpty) {
    if (!required || (nullable && value === null) || schema['x-secret']) return [];
    if (schema.default !== undefined) return [];
    return fault('required');
  }
  const choices = choicesOf(schema);
  if (choices) return choices.some((choice) => choice.value === value) ? [] : fault('enum');

  switch (schema.type) {
    case 'string':
      return typeof value === 'string' ? textFaults(schema, value, fault) : fault('type');
    case 'number':
    case 'integer':
      return typeof value === 'number' ? numberFaults(schema, value, fault) : fault('number');
    case 'boolean':
      return typeof value === 'boolean' ? [] : fault('type');
    case 'array':
      return Array.isArray(value) ? listFaults(schema, value, pointer, fault) : fault('type');
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
        ? objectFaults(schema, value as Record<string, unknown>, pointer)
        : fault('type');
    default:
      return [];
  }
}

type Fault = (text: string, named?: FormFault['named']) => FormFault[];

function textFaults(
  { minLength, maxLength, pattern, format }: Schema,
  value: string,
  fault: Fault,
): FormFault[] {
  // As JSON Schema counts: by characters, not by UTF-16 units.
  const { length } = [...value];
  if (minLength !== undefined && length < minLength) return fault('minLength', { count: minLength });
  if (maxLength !== undefined && length > maxLength) return fault('maxLength', { count: maxLength });
  const [expected, text] = formats[format ?? ''] ?? [];
  if (expected && !expected.test(value)) return fault(text!);
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return fault('pattern');
  return [];
}

function numberFaults(schema: Schema, value: number, fault: Fault): FormFault[] {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (!Number.isFinite(value)) return fault('number');
  if (type === 'integer' && !Number.isInteger(value)) return fault('integer');
  if (minimum !== undefined && value < minimum) return fault('minimum', { limit: minimum });
  if (maximum !== undefined && value > maximum) return fault('maximum', { limit: maximum });
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return fault('above', { limit: exclusiveMinimum });
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return fault('below', { limit: exclusiveMaximum });
  if (multipleOf !== undefined) {
    const times = value / multipleOf;
    // 0.3 / 0.1 is not 3 to a computer.
    if (Math.abs(times - Math.round(times)) > 1e-9) return fault('multipleOf', { step: multipleOf });
  }
  return [];
}

function listFaults(schema: Schema, value: unknown[], pointer: string, fault: Fault): FormFault[] {
  const { minItems, maxItems, uniqueItems, items } = schema;
  if (minItems !== undefined && value.length < minItems) return fault('minItems', { count: minItems });
  if (maxItems !== undefined && value.length > maxItems) return fault('maxItems', { count: maxItems });
  if (uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < value.length)
    return fault('unique');
  return items ? value.flatMap((item, index) => faultsOf(items, item, `${pointer}${step(index)}`)) : [];
}

function objectFaults(schema: Schema, value: Record<string, unknown>, pointer: string): FormFault[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, property]) =>
    faultsOf(property, value[name], `${pointer}${step(name)}`, required.includes(name)),
  );
}
