import { Type } from 'typebox';
import { IdentifierSchema } from '../moment/envelope.ts';
import { consentStates } from './consents.ts';

const closed = { additionalProperties: false };
const code = (description: string) => Type.String({ minLength: 1, maxLength: 100, description });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

export const ContactPointSchema = Type.Object(
  {
    kind: Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'A kind of identifier: `email`, `phone`…',
    }),
    value: Type.String({ minLength: 1, maxLength: 400 }),
  },
  closed,
);

/** A code of a channel: `email`, `sms`, `post`. */
export const channelSchema = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });

const told = (description: string) => Type.Optional(Type.Boolean({ description }));

export const SoftOptInSchema = Type.Object(
  {
    similarProducts: told('What will be offered is similar to what was bought.'),
    sameCompany: told('The company that sold is the one that will write.'),
    told: told('They were told, when the contact point was collected, what it would be used for.'),
    couldRefuse: told('They could refuse, free of charge, when it was collected.'),
  },
  closed,
);

/** A consent as sources send it: `ConsentInput` as JSON Schema. */
export const ConsentInputSchema = Type.Object(
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
      description: 'Who tells it: a URI reference such as `web-shop`.',
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
        },
        {
          ...closed,
          description:
            'Who, as in a moment. The contact point counts as one of their identifiers, and is enough by itself.',
        },
      ),
    ),
    customerId: Type.Optional(
      Type.String({
        format: 'uuid',
        description:
          'Or a customer: the profile of theirs that answers for the contact point says it, else their first one.',
      }),
    ),
    profileId: Type.Optional(Type.String({ format: 'uuid', description: 'Or one profile.' })),
    state: Type.Enum([...consentStates], {
      description:
        '`soft_opt_in` stands for a sale, and asks for its conditions. `expired` is for imports: a grant with `expiresAt` ends by itself.',
    }),
    purpose: code('One of GET /api/purposes.'),
    brand: orNull(code('Code of a brand; the controller with all its brands where absent.')),
    channel: orNull({ ...channelSchema, description: '`email`, `sms`, `post`…; any where absent.' }),
    contactPoint: orNull({
      ...ContactPointSchema,
      description: 'Any of the channel where absent.',
    }),
    time: Type.Optional(
      Type.String({
        maxLength: 60,
        description:
          'RFC 3339: when they said it; now where absent. Without an offset it is what the clocks of the store showed, or of the deployment.',
      }),
    ),
    expiresAt: Type.Optional(Type.String({ maxLength: 60, description: 'RFC 3339: a grant ends then.' })),
    notice: Type.Optional(
      Type.Object(
        {
          code: code('One of GET /api/notices.'),
          version: Type.Optional(Type.Integer({ minimum: 1, description: 'The newest where absent.' })),
          language: Type.String({ maxLength: 35, description: 'The one that they read.' }),
        },
        { ...closed, description: 'What they had been told.' },
      ),
    ),
    method: Type.Optional(
      code('How it was said: `web-form`, `paper`, `till`, `phone`, `preference-centre`…'),
    ),
    store: Type.Optional(code('Code of a store.')),
    staff: Type.Optional(code('Code of a member of staff.')),
    softOptIn: Type.Optional({
      ...SoftOptInSchema,
      description: 'What a soft opt-in rests on. The sale itself is looked up among their moments.',
    }),
    evidence: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), {
        maxProperties: 50,
        description: 'What else proves it: an address, a form, a reference. Erased with the person.',
      }),
    ),
  },
  { ...closed, description: 'What a person said about the use of their data.' },
);
