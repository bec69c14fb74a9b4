import { Type } from 'typebox';
import { AttributesSchema } from '../attributes.ts';
import { ExplainedAttributesSchema } from '../customer-attributes-schema.ts';
import { CustomerSchema } from '../customer-schemas.ts';

const id = Type.String({ format: 'uuid' });
const time = Type.String({ format: 'date-time' });

export const comparedSchema = Type.Object({
  id,
  displayName: Type.Union([Type.String(), Type.Null()]),
  attributes: AttributesSchema,
  identifiers: Type.Array(
    Type.Object({ kind: Type.String(), value: Type.String(), verified: Type.Boolean() }),
  ),
  sources: Type.Array(Type.String(), { description: 'Who tells of them.' }),
  createdAt: time,
});

const shared = Type.Array(
  Type.Object({ kind: Type.String(), value: Type.String() }, { description: 'What both are known by.' }),
);

const dismissed = Type.Object({
  at: time,
  by: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
  reason: Type.Union([Type.String(), Type.Null()]),
});

const found = {
  rule: Type.Enum(['match', 'identifier', 'dismissed'], {
    description: 'Found by what they say of themselves, or by an identifier that both have.',
  }),
  probability: Type.Union([Type.Number(), Type.Null()], {
    description: 'That they are one person, 0 to 1; null where nothing was compared.',
  }),
  evidence: Type.Unknown({
    description: 'What speaks for it and against it: `[{ attribute, level, bits }]`, in bits that add up.',
  }),
  band: Type.Enum(['automatic', 'review', 'no'], {
    description:
      '`automatic` would have been merged by itself, were nothing in the way; `review` is for somebody to decide.',
  }),
  foundAt: time,
};

export const DuplicateSchema = Type.Object(
  {
    id: Type.String({ description: '`<a>~<b>`, the ids of both.' }),
    customers: Type.Array(comparedSchema, { minItems: 2, maxItems: 2 }),
    shared,
    ...found,
    dismissed: Type.Optional(dismissed),
  },
  { $id: 'Duplicate', description: 'Two customers who may be one person.' },
);

export const ComparisonSchema = Type.Object(
  {
    id: Type.String(),
    customers: Type.Array(CustomerSchema, { minItems: 2, maxItems: 2 }),
    shared: Type.Array(
      Type.Object({
        kind: Type.String(),
        value: Type.String(),
        verified: Type.Boolean({ description: 'By both.' }),
        quarantined: Type.Boolean({ description: 'Too many have it for it to say anything.' }),
      }),
    ),
    probability: found.probability,
    evidence: found.evidence,
    band: found.band,
    block: Type.Union(
      [
        Type.Object({ why: Type.Enum(['not-same', 'differing']), kind: Type.Optional(Type.String()) }),
        Type.Null(),
      ],
      {
        description:
          'What keeps them from being merged by themselves: somebody said that they are not the same, or each has a verified identifier of a kind that a person has once.',
      },
    ),
    dismissed: Type.Union([dismissed, Type.Null()]),
    merged: Type.Array(ExplainedAttributesSchema.properties.items.items, {
      description:
        'What they would be as one by the rules: for each attribute the value that would win, and which would lose.',
    }),
  },
  { $id: 'DuplicateComparison', description: 'Two customers side by side.' },
);

export const DecidedSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        outcome: Type.Enum(['merged', 'dismissed', 'failed']),
        merge: Type.Optional(Type.String({ format: 'uuid' })),
        problem: Type.Optional(Type.Object({}, { additionalProperties: true })),
      }),
    ),
  },
  { $id: 'DuplicatesDecided' },
);
