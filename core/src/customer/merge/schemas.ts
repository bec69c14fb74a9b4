import { Type } from 'typebox';

const id = Type.String({ format: 'uuid' });
const time = Type.String({ format: 'date-time' });
const orNull = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
const decidedBy = Type.Object(
  { kind: Type.String({ examples: ['user', 'key', 'system'] }), id: Type.String(), name: Type.String() },
  { description: 'Who decided it; `system` where a rule did.' },
);

export const reasonSchema = Type.String({ minLength: 1, maxLength: 500, pattern: '^[^\\u0000]*$' });

export const choicesSchema = Type.Record(
  Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.]{0,99}$' }),
  Type.String({ format: 'uuid' }),
  {
    additionalProperties: false,
    description: 'By attribute (`birthDate`, `custom.size`), the profile whose value wins over the rules.',
  },
);

export const MergeSchema = Type.Object(
  {
    id,
    kind: Type.Enum(['merge', 'link'], {
      description: '`link` where a passer-by was found to be a known customer.',
    }),
    loserId: Type.String({
      format: 'uuid',
      description: 'Whose id leads to the survivor while the merge stands.',
    }),
    survivorId: id,
    rule: Type.String({
      description:
        '`person` for somebody’s decision, else the rule that made it: `identifier:loyalty_card`, `match`.',
    }),
    reason: orNull(Type.String()),
    evidence: Type.Unknown({ description: 'What spoke for it.' }),
    choices: Type.Union([choicesSchema, Type.Null()]),
    windowStart: Type.Union([time, Type.Null()], {
      description: 'Only moments from then on went along; null for all.',
    }),
    madeBy: decidedBy,
    madeAt: time,
    undoneBy: Type.Union([decidedBy, Type.Null()]),
    undoneReason: orNull(Type.String()),
    undoneAt: Type.Union([time, Type.Null()]),
    erasedAt: Type.Union([time, Type.Null()], {
      description: 'The person was erased then, and nothing can be undone.',
    }),
  },
  { $id: 'Merge', description: 'Two customers that were found to be one person.' },
);
