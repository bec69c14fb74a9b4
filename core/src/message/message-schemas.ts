import { Type } from 'typebox';
import { TextSchema } from '../text.ts';
import { messageStates } from './message.ts';

const nullable = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
const uuid = () => Type.String({ format: 'uuid' });
const time = (description?: string) =>
  Type.String({ format: 'date-time', ...(description ? { description } : {}) });

export const code = (description: string) =>
  Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f]*$', description });

export const ContactPointSchema = Type.Object(
  {
    kind: code('`email`, `phone`… as the channel reaches people.'),
    value: Type.String({ minLength: 1, maxLength: 320, description: 'In canonical form.' }),
  },
  { additionalProperties: false },
);

const properties = {
  id: uuid(),
  customer: nullable(uuid()),
  profile: uuid(),
  plugin: Type.String({ description: 'Who requested it; `core` over the API.' }),
  key: Type.String(),
  moment: nullable(uuid()),
  channel: Type.String(),
  purpose: Type.String(),
  brand: nullable(Type.String()),
  contactPoint: Type.Object({ kind: Type.String(), value: Type.String() }),
  state: Type.Enum([...messageStates]),
  code: nullable(
    Type.String({
      description:
        'Why it was refused, waits, failed or is unknown: of consent, of a rule, or of the hand-over.',
    }),
  ),
  detail: nullable(Type.String({ description: 'What the channel said.' })),
  requestedAt: time(),
  dueAt: time('Not looked at before, while it is requested.'),
  expiresAt: time(),
  attempts: Type.Integer({ description: 'Hand-overs that are known not to have happened.' }),
  claimedAt: nullable(time()),
  endedAt: nullable(time()),
  consent: nullable(
    Type.String({ format: 'uuid', description: 'The record of consent that let it through.' }),
  ),
  providerId: nullable(Type.String({ description: 'What the provider calls it.' })),
};

/** In lists, without what it says. */
export const MessageSchema = Type.Object(properties);

export const WholeMessageSchema = Type.Object({
  ...properties,
  content: Type.Record(Type.String(), Type.Unknown(), { description: "As the channel's arguments say." }),
});

export const ChannelSchema = Type.Object({
  id: Type.String({ examples: ['email'] }),
  plugin: Type.String(),
  title: TextSchema,
  contact: Type.String({ description: 'The kind of identifier that it reaches people at.' }),
  args: Type.Record(Type.String(), Type.Unknown(), {
    description: 'JSON Schema of the content of a message.',
  }),
});
