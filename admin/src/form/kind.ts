import type { Text } from '../text/language.ts';
import { language } from '../text/language.ts';
import type { Schema } from './schema.ts';

/** Which input a schema is filled in with. */
export type Kind =
  | 'custom'
  | 'secret'
  | 'switch'
  | 'choice'
  | 'choices'
  | 'number'
  | 'date'
  | 'date-time'
  | 'text'
  | 'texts'
  | 'list'
  | 'object'
  | 'json';

/** Texts that may be longer are filled in on many lines. Characters. */
export const manyLines = 300;

/** A schema without its "or null". */
export function unwrapped(schema: Schema): { schema: Schema; nullable: boolean } {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    const others = options.filter(({ type }) => type !== 'null');
    if (others.length === 1 && others.length < options.length) {
      const { anyOf: _, oneOf: __, ...own } = schema;
      return { schema: { ...others[0], ...own }, nullable: true };
    }
    return { schema, nullable: others.length < options.length };
  }
  if (Array.isArray(schema.type)) {
    const types = (schema.type as readonly string[]).filter((type) => type !== 'null');
    if (types.length === 1)
      return { schema: { ...schema, type: types[0] }, nullable: types.length < schema.type.length };
  }
  return { schema, nullable: false };
}

export interface Choice {
  value: unknown;
  label: string;
}

const said = (text: Text | undefined): string | undefined => text?.[language.value];

/** The values of an enum, or of a union of constants, by their names. */
export function choicesOf(schema: Schema): Choice[] | undefined {
  const constants = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== 'null');
  if (constants?.length && constants.every((one) => 'const' in one)) {
    return constants.map((one) => ({
      value: one.const,
      label:
        said(one['x-title']) ??
        said(schema['x-labels']?.[String(one.const)]) ??
        one.title ??
        String(one.const),
    }));
  }
  return schema.enum?.map((value) => ({
    value,
    label: said(schema['x-labels']?.[String(value)]) ?? String(value),
  }));
}

export function kindOf(schema: Schema): Kind {
  if (schema['x-ui']) return 'custom';
  if (choicesOf(schema)) return 'choice';
  switch (schema.type) {
    case 'boolean':
      return 'switch';
    case 'number':
    case 'integer':
      return 'number';
    case 'string':
      if (schema['x-secret']) return 'secret';
      return schema.format === 'date' || schema.format === 'date-time' ? schema.format : 'text';
    case 'array': {
      const items = schema.items ? unwrapped(schema.items).schema : {};
      const kind = kindOf(items);
      if (kind === 'choice') return 'choices';
      // A text of many lines has no place among tags.
      return kind === 'text' && (items.maxLength ?? 0) <= manyLines ? 'texts' : 'list';
    }
    case 'object':
      return schema.properties ? 'object' : 'json';
    default:
      return 'json';
  }
}

/** A field's name in the panel's language: what the schema says, else its property's name in words. */
export function labelOf(schema: Schema, name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  return said(schema['x-title']) ?? schema.title ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

export const helpOf = (schema: Schema): string | undefined =>
  said(schema['x-description']) ?? schema.description;
