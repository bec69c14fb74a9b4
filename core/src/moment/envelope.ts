import { Type } from 'typebox';
import { AttributesSchema } from '../customer/attributes.ts';

const code = (description: string) => Type.String({ minLength: 1, maxLength: 100, description });

export const IdentifierSchema = Type.Object(
  {
    kind: Type.String({ minLength: 1, maxLength: 40, description: '`email`, `phone`, `loyalty_card`…' }),
    value: Type.String({ minLength: 1, maxLength: 400 }),
    verified: Type.Optional(Type.Boolean({ description: 'The source checked that it is theirs.' })),
  },
  { additionalProperties: false },
);

/** A moment as sources send it, around its type's own data: `MomentInput` as JSON Schema. */
export const MomentEnvelope = Type.Object(
  {
    id: Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Of the source; with it, the idempotency key: the same one is recorded once.',
    }),
    source: Type.String({
      minLength: 1,
      maxLength: 255,
      pattern: '^\\S+$',
      description: 'Who tells it: a URI reference such as `pos-paris`.',
    }),
    type: Type.String({ minLength: 1, maxLength: 80, description: 'One of GET /api/moment-types.' }),
    version: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 32767, description: 'Of the type; the newest where absent.' }),
    ),
    time: Type.String({
      maxLength: 60,
      description:
        'RFC 3339. Without an offset it is what the clocks of the store showed, or of the deployment: a time shown twice is the first of the two, a time skipped lands as far after the change.',
    }),
    customer: Type.Optional(
      Type.Object(
        {
          id: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 255,
              description: "The source's own number for the person.",
            }),
          ),
          identifiers: Type.Optional(Type.Array(IdentifierSchema, { maxItems: 50 })),
          attributes: Type.Optional(AttributesSchema),
        },
        { additionalProperties: false },
      ),
    ),
    store: Type.Optional(code('Code of a store.')),
    staff: Type.Optional(code('Code of a member of staff.')),
    session: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: "The visitor's session." }),
    ),
    data: Type.Unknown({ description: 'What happened, by the schema of the type.' }),
  },
  { additionalProperties: false, description: 'Something that happened on the journey.' },
);
