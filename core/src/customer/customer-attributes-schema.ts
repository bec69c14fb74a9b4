import { type TSchema, Type } from 'typebox';
import { AttributesSchema } from './attributes.ts';

const id = Type.String({ format: 'uuid' });

const reason = (what: string) =>
  Type.Enum(['only', 'same', 'corrected', 'chosen', 'source', 'verified', 'complete', 'latest', 'tie'], {
    description: `${what}: the retailer corrected it, somebody chose it at a merge, its source ranks higher, its person is verified, it tells more, it is newer, or both are of one instant and the later profile's counts.`,
  });

const value = {
  value: Type.Unknown({ description: 'In its normal form; null: the retailer says that there is none.' }),
  raw: Type.Optional(Type.Unknown({ description: 'As the source said it, where that differs.' })),
  profile: id,
  source: Type.String(),
  since: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'Since when the source has said so.',
  }),
  verified: Type.Boolean({
    description: "The profile has a verified identifier besides its source's own number.",
  }),
};

export const ExplainedAttributesSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        attribute: Type.String({
          description: "`lastName`, `address`…; the retailer's own as `custom.<name>`.",
        }),
        ...value,
        why: reason('What told it from the next best one'),
        rule: Type.Object({
          rule: Type.String(),
          sources: Type.Array(Type.String(), { description: 'The most trusted first.' }),
        }),
        choice: Type.Optional(
          Type.Object(
            { profileId: id, at: Type.String({ format: 'date-time' }) },
            { description: 'What somebody chose at a merge that stands.' },
          ),
        ),
        check: Type.Optional(
          Type.Object(
            {
              result: Type.Enum(['valid', 'unknown', 'mismatch'], {
                description:
                  'Whether postal code and town belong together; unknown: the list has not both of them, as with a CEDEX.',
              }),
              suggestion: Type.Optional(
                Type.Object(
                  { postalCode: Type.Optional(Type.String()), city: Type.Optional(Type.String()) },
                  { description: 'As the list has it, where there is one likely answer.' },
                ),
              ),
            },
            { description: "Of the address, where a plugin brings a list of its country's places." },
          ),
        ),
        others: Type.Array(Type.Object({ ...value, why: reason('Why it lost') }), {
          description: 'The best of them first. `same`: it says what won.',
        }),
      }),
    ),
  },
  { $id: 'CustomerAttributes', description: 'Why each attribute has its value, and which values lost.' },
);

/** Also null, with the schema's own faults for everything else. */
function orNull(schema: TSchema): TSchema {
  const { type, enum: values } = schema as { type?: string; enum?: unknown[] };
  return Type.Unsafe({
    ...schema,
    ...(type ? { type: [type, 'null'] } : {}),
    ...(values ? { enum: [...values, null] } : {}),
  });
}

const { custom, ...own } = AttributesSchema.properties;
const { patternProperties } = custom as unknown as {
  patternProperties: Record<string, TSchema & { type: string[] }>;
};

/** Attributes as the retailer corrects them: null says that there is none. */
export const CorrectedAttributesSchema = Type.Object(
  {
    ...Object.fromEntries(Object.entries(own).map(([name, schema]) => [name, Type.Optional(orNull(schema))])),
    custom: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({
        ...custom,
        patternProperties: Object.fromEntries(
          Object.entries(patternProperties).map(([pattern, schema]) => [
            pattern,
            { ...schema, type: [...schema.type, 'null'] },
          ]),
        ),
      }),
    ),
  },
  { additionalProperties: false },
);
