import { type Text, type TSchema, Type } from '@chaland/core';
import { encodings } from '../read/lines.ts';
import { kinds, type Value } from './mapping.ts';

const closed = { additionalProperties: false };
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);
const text = (description: string) => Type.String({ minLength: 1, description });
const oneOf = <T extends string>(values: readonly T[], description: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], description });
const value = Type.Unsafe<Value>({ $ref: '#/$defs/value' });
const scalar = Type.Unsafe<string | number>({ type: ['string', 'number'] });
const scalars = Type.Unsafe<string | number | (string | number)[]>({
  type: ['string', 'number', 'array'],
  items: scalar,
  minItems: 1,
});

const condition = Type.Object(
  {
    column: text('The column that is looked at'),
    is: optional(scalars),
    isNot: optional(scalars),
    startsWith: optional(
      Type.Unsafe<string | string[]>({ type: ['string', 'array'], items: { type: 'string' }, minItems: 1 }),
    ),
    empty: optional(Type.Boolean()),
    below: optional(Type.Number()),
    above: optional(Type.Number()),
  },
  { ...closed, minProperties: 2, description: 'All that is named besides the column has to hold' },
);
const when = Type.Array(condition, { minItems: 1, description: 'All of them have to hold' });

const result = {
  as: optional(oneOf(kinds, 'What it becomes; text where absent')),
  negate: optional(Type.Boolean({ description: 'Changes the sign of a number' })),
};
const operations = {
  $value: Type.Object(
    {
      $value: Type.String({ description: 'A template: "{Column}", or text with columns in it' }),
      stripPrefix: optional(text('Taken off the beginning, where it is there')),
      stripSuffix: optional(text('Taken off the end, where it is there')),
      lookup: optional(Type.Record(Type.String(), Type.String(), { description: 'What to put for what' })),
      default: optional(
        Type.Unsafe<string | null>({
          type: ['string', 'null'],
          description: 'For what is empty or not in lookup; null leaves it out',
        }),
      ),
      format: optional(text('Of a time or date: dd/MM/yyyy HH:mm')),
      zone: optional(text("IANA zone of a time without offset; the store's where absent")),
      ...result,
    },
    closed,
  ),
  $multiply: Type.Object(
    {
      $multiply: Type.Array(value, { minItems: 2, description: 'Exact product of these' }),
      ...result,
    },
    closed,
  ),
  $sum: Type.Object({ $sum: value, ...result }, { ...closed, description: 'Exact sum over the rows' }),
  $rows: Type.Object(
    { $rows: value, when: optional(when) },
    { ...closed, description: 'One item for each row of the group' },
  ),
};

/** An object with an operation's field is checked as that operation, so that a fault names what is wrong in it. */
const objectSchema = Object.entries(operations).reduceRight<unknown>(
  (otherwise, [name, then]) => ({
    if: { required: [name], properties: { [name]: true } },
    then,
    else: otherwise,
  }),
  {
    type: 'object',
    patternProperties: { '^\\$': false },
    additionalProperties: { $ref: '#/$defs/value' },
  },
);
const valueSchema = {
  description: 'A template, a constant, an operation, or an object or list with values inside',
  type: ['string', 'number', 'boolean', 'null', 'array', 'object'],
  items: { $ref: '#/$defs/value' },
  if: { type: 'object' },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: objectSchema,
};

const momentRule = Type.Object(
  {
    when: optional(when),
    type: text('Type of the moment: receipt'),
    id: value,
    time: value,
    store: optional(value),
    staff: optional(value),
    session: optional(value),
    customer: optional(
      Type.Object(
        {
          id: optional(value),
          identifiers: optional(
            Type.Array(
              Type.Object(
                { kind: text('email, phone, loyalty_card, …'), value, verified: optional(Type.Boolean()) },
                closed,
              ),
            ),
          ),
          attributes: optional(Type.Record(Type.String(), value)),
        },
        closed,
      ),
    ),
    data: value,
  },
  closed,
);

const recordRule = Type.Object(
  { when: optional(when), record: value },
  { ...closed, description: 'What a row, or a group of rows, becomes' },
);

/** The JSON Schema of a mapping, published as `mapping.schema.json`. */
export const mappingSchema = Type.Object(
  {
    $schema: optional(Type.String()),
    title: optional(Type.String()),
    source: text('What the records say they come from, e.g. pos-paris'),
    file: optional(
      Type.Object(
        {
          delimiter: optional(Type.String({ minLength: 1, maxLength: 1 })),
          quote: optional(Type.String({ maxLength: 1 })),
          encoding: optional(oneOf(encodings, 'utf-8 where absent')),
          columns: optional(Type.Array(text('Name of a column'), { minItems: 1 })),
          skip: optional(Type.Integer({ minimum: 0, description: 'Lines above the header' })),
          decimal: optional(oneOf(['.', ','], 'Between units and decimals; a point where absent')),
          thousands: optional(oneOf([',', '.', ' ', "'"], 'Between thousands; none where absent')),
        },
        closed,
      ),
    ),
    stores: optional(
      Type.Array(
        Type.Object(
          {
            code: text('What the source calls it'),
            name: text('For people'),
            country: optional(Type.String({ pattern: '^[A-Z]{2}$' })),
            timeZone: optional(text('IANA name')),
            currency: optional(Type.String({ pattern: '^[A-Z]{3}$' })),
          },
          { ...closed, description: 'Created where no store has the code yet' },
        ),
      ),
    ),
    currency: optional(value),
    group: optional(Type.Array(text('Name of a column'), { minItems: 1, uniqueItems: true })),
    reject: optional(
      Type.Array(
        Type.Object(
          {
            when,
            rows: optional(oneOf(['any', 'every', 'each'], 'any where absent')),
            reason: Type.Unsafe<string | Text>({
              type: ['string', 'object'],
              minLength: 1,
              properties: { en: { type: 'string', minLength: 1 }, fr: { type: 'string', minLength: 1 } },
              required: ['en', 'fr'],
              additionalProperties: false,
              description:
                'What the rejects file and the report say; in both languages: { "en": …, "fr": … }',
            }),
          },
          closed,
        ),
      ),
    ),
    moments: optional(
      Type.Array(momentRule, { minItems: 1, description: 'The first whose `when` fits is used' }),
    ),
    records: optional(
      Type.Record(Type.String(), Type.Array(recordRule, { minItems: 1 }), {
        description:
          'Of other kinds of record, by kind: profiles, consents, stores, staff, products, stock, …; every rule whose `when` fits is used',
      }),
    ),
  },
  {
    ...closed,
    title: 'Mapping of a CSV file to moments and other records of Chaland',
    $defs: { value: valueSchema },
  },
);
