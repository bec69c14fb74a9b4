import type { TSchema } from 'typebox';

interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
}

/** Texts that fit most patterns and formats, tried in turn where a word doesn't fit. */
const plainTexts = [
  'EUR',
  'FR',
  'fr',
  'a',
  '1',
  '12',
  '12345678',
  '1.00',
  '2026-01-02',
  '2026-01-02T10:00:00Z',
  'https://example.com/',
  'a@example.com',
];

/**
 * Data that fits a JSON Schema, with a word in every field that takes one; what is optional is there too.
 * @param word makes a word for a field, by its JSON Pointer
 */
export function sampleOf(schema: TSchema | Schema, word: (pointer: string) => string, at = ''): unknown {
  const given = schema as Schema;
  if (given.const !== undefined) return given.const;
  if (given.enum) return given.enum[0];
  const choice = given.anyOf ?? given.oneOf;
  if (choice) {
    // The one that takes words, where there is one.
    return sampleOf(
      choice.find(({ type, pattern }) => type === 'string' && !pattern) ?? choice[0]!,
      word,
      at,
    );
  }
  if (given.allOf) return Object.assign({}, ...given.allOf.map((one) => sampleOf(one, word, at)));
  const type = Array.isArray(given.type) ? given.type[0] : given.type;
  if (type === 'object' || given.properties || given.patternProperties) return objectOf(given, word, at);
  if (type === 'array') {
    return Array.from({ length: Math.max(1, given.minItems ?? 1) }, (_, index) =>
      sampleOf(given.items ?? {}, word, `${at}/${index}`),
    );
  }
  if (type === 'integer' || type === 'number') {
    return given.minimum ?? (given.exclusiveMinimum === undefined ? 1 : given.exclusiveMinimum + 1);
  }
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return textOf(given, word, at);
}

function objectOf(
  { properties = {}, patternProperties, additionalProperties }: Schema,
  word: (pointer: string) => string,
  at: string,
) {
  const made = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, sampleOf(one, word, `${at}/${name}`)]),
  );
  const open = patternProperties ? Object.values(patternProperties)[0] : additionalProperties;
  if (open && (patternProperties || Object.keys(properties).length === 0)) {
    made.canary = sampleOf(open === true ? {} : open, word, `${at}/canary`);
  }
  return made;
}

function textOf(
  { pattern, format, maxLength, examples }: Schema,
  word: (pointer: string) => string,
  at: string,
): string {
  const fits = (text: string) =>
    (!pattern || new RegExp(pattern, 'u').test(text)) &&
    text.length <= (maxLength ?? Number.POSITIVE_INFINITY);
  const free = !format || format === 'email';
  if (free) {
    const own = format === 'email' ? `${word(at)}@example.com` : word(at);
    if (fits(own)) return own;
  }
  return (
    [...((examples ?? []) as string[]), ...plainTexts].find(
      (text) => fits(text) && (!format || formats[format]?.test(text) !== false),
    ) ?? 'a'
  );
}

const formats: Record<string, RegExp> = {
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT/,
  uri: /^https:/,
  email: /@/,
};
