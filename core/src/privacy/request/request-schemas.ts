import { Type } from 'typebox';
import { identityStates, requestKinds, requestStates } from './request.ts';

const closed = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const text = (description: string, maxLength = 2_000) =>
  Type.String({ minLength: 1, maxLength, description });
const time = Type.String({ format: 'date-time' });
const day = (description: string) =>
  Type.String({ format: 'date', description: `${description} YYYY-MM-DD, in the deployment's time zone.` });

export const RequesterSchema = Type.Object(
  {
    name: Type.Optional(text('As they gave it.', 200)),
    contact: Type.Optional(text('Where they are answered.', 400)),
    way: Type.Optional(text('How it came: `e-mail`, `post`, `store`, `phone`…', 40)),
    words: Type.Optional(text('What they asked, in their words.', 10_000)),
  },
  closed,
);

export const RequestSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    kind: Type.Enum([...requestKinds]),
    customer: orNull(Type.String({ format: 'uuid' })),
    requester: orNull(RequesterSchema),
    receivedOn: day('When it came.'),
    dueOn: day('The last day to answer it: a month later, three where it was extended.'),
    overdue: Type.Boolean(),
    extendedAt: orNull(time),
    extensionReason: orNull(Type.String()),
    state: Type.Enum([...requestStates]),
    refusalReason: orNull(Type.String()),
    identity: Type.Object({
      state: Type.Enum([...identityStates]),
      how: Type.Optional(Type.String()),
      at: Type.Optional(Type.String()),
      by: Type.Optional(Type.String()),
    }),
    notes: Type.Array(Type.Object({ at: time, by: Type.String(), text: Type.String() })),
    proof: orNull(
      Type.Object({
        kind: Type.String(),
        at: time,
        id: Type.Optional(Type.String()),
        text: Type.Optional(Type.String()),
      }),
    ),
    createdBy: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
    createdAt: time,
    endedAt: orNull(time),
    version: Type.Integer(),
  },
  { $id: 'PrivacyRequest' },
);

export const CountsSchema = Type.Object(
  {
    received: Type.Integer(),
    in_progress: Type.Integer(),
    done: Type.Integer(),
    refused: Type.Integer(),
    overdue: Type.Integer(),
  },
  { description: 'Of all requests, whatever is asked for.' },
);

export const NewRequestSchema = Type.Object(
  {
    kind: Type.Enum([...requestKinds]),
    customer: Type.Optional(Type.String({ format: 'uuid', description: 'Where it is known who it is.' })),
    requester: Type.Optional(RequesterSchema),
    receivedOn: Type.Optional(day('Today where absent.')),
  },
  closed,
);

export const ChangedRequestSchema = Type.Object(
  {
    customer: Type.Optional(orNull(Type.String({ format: 'uuid' }))),
    requester: Type.Optional(RequesterSchema),
    state: Type.Optional(
      Type.Enum([...requestStates], {
        description: '`done` asks for an identity that is verified, or needn’t be; `refused` for a reason.',
      }),
    ),
    refusalReason: Type.Optional(text('What they are told: article 12(4) GDPR.')),
    identity: Type.Optional(
      Type.Object(
        { state: Type.Enum([...identityStates]), how: Type.Optional(text('How it was checked.')) },
        closed,
      ),
    ),
    note: Type.Optional(text('Added to the notes.')),
    proof: Type.Optional(
      Type.Object(
        {
          kind: text('`export`, `letter`, `correction`…', 40),
          id: Type.Optional(text('Of what was done, where it has one.', 200)),
          text: Type.Optional(text('What shows it.')),
        },
        closed,
      ),
    ),
  },
  closed,
);
