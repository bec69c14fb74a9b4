import { type TSchema, Type } from 'typebox';
import { TextSchema } from '../../text.ts';
import { connectionStates } from '../connections.ts';
import { deliveryStates } from '../delivery.ts';
import { healthCodes, healthStates } from '../health.ts';

const oneOf = <const T extends readonly string[]>(values: T, description?: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    description ? { description } : {},
  );
const nullable = <S extends TSchema>(schema: S, description?: string) =>
  Type.Union([schema, Type.Null()], description ? { description } : {});
const time = Type.String({ format: 'date-time' });
const args = Type.Record(Type.String(), Type.Unknown());

export const ConnectorSchema = Type.Object({
  id: Type.String({ examples: ['connector-shopify'] }),
  plugin: Type.String(),
  title: TextSchema,
  description: TextSchema,
  schema: Type.Unknown({ description: 'JSON Schema of the args; x-secret marks what is write-only.' }),
  receives: Type.Boolean({ description: 'Connections have an address that the other side sends to.' }),
  pulls: Type.Boolean({ description: 'Connections fetch what the other side has.' }),
  pullEvery: nullable(Type.Integer(), 'Minutes, where a connection does not say.'),
});

export const ConnectionSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  connector: Type.String(),
  name: Type.String(),
  source: Type.String({ description: 'Of its moments, profiles and consents; never changes.' }),
  state: oneOf(connectionStates),
  args: Type.Record(Type.String(), Type.Unknown(), {
    description: 'With the defaults of the connector. Secrets are masked.',
  }),
  faults: Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }), {
    description:
      'What does not fit the connector, as after an update, with pointers into the args; the connection does not run until somebody corrects and saves it.',
  }),
  hookPath: nullable(Type.String(), 'Where the other side sends to, below the address of the deployment.'),
  hookUrl: nullable(Type.String(), 'The whole address, where http.origin says that of the deployment.'),
  pullEvery: nullable(Type.Integer(), 'Minutes; null: as the connector says.'),
  nextPullAt: nullable(time),
  health: Type.Object({
    state: oneOf(healthStates),
    code: oneOf(healthCodes, 'Why it is in its state.'),
    says: TextSchema,
    lastDeliveryAt: nullable(time),
    lastPullAt: nullable(time),
    error: nullable(
      Type.Object({
        kind: oneOf(['unauthorized', 'vendor', 'own']),
        text: Type.String(),
        at: time,
      }),
      'Of the last pull, where it failed.',
    ),
    openUntil: nullable(time, 'It is not pulled until then: it failed too often.'),
  }),
  deliveries: Type.Object(
    Object.fromEntries(deliveryStates.map((state) => [state, Type.Integer()])) as Record<
      (typeof deliveryStates)[number],
      ReturnType<typeof Type.Integer>
    >,
    { description: 'How many are kept, by what became of them.' },
  ),
  sync: nullable(
    Type.Object({
      running: Type.Boolean(),
      startedAt: time,
      done: Type.Integer(),
      total: nullable(Type.Integer(), 'Where the connector can tell.'),
    }),
    'The pull that runs, or ran last.',
  ),
  rotatingUntil: nullable(time, 'Until then the secrets of before are taken beside the new ones.'),
  ending: nullable(
    Type.Object({
      data: Type.Union([Type.Literal('keep'), Type.Literal('erase')]),
      done: Type.Integer({ description: 'People and moments that were dealt with so far.' }),
    }),
    'While it is being removed: what becomes of its data, and how far that is.',
  ),
  version: Type.Integer(),
  createdAt: time,
  updatedAt: time,
});

const name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const pullEvery = Type.Optional(
  nullable(
    Type.Integer({ minimum: 1, maximum: 525_600 }),
    'Minutes between pulls; null: as the connector says.',
  ),
);
const unchecked = Type.Optional(
  Type.Boolean({ description: 'Saves it without asking the other side whether it will work.' }),
);

export const NewConnectionSchema = Type.Object(
  {
    connector: Type.String(),
    name,
    source: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        pattern: '^\\S+$',
        description: 'Made from the name where absent. It never changes.',
      }),
    ),
    args,
    pullEvery,
    unchecked,
  },
  { additionalProperties: false },
);

const newArgs = Type.Record(Type.String(), Type.Unknown(), {
  description:
    'Whole. A secret that is left out or masked stays as it is, and null removes it. Where the addresses change, secrets have to be sent again.',
});

export const ConnectionChangeSchema = Type.Object(
  {
    name: Type.Optional(name),
    args: Type.Optional(newArgs),
    pullEvery,
    unchecked,
  },
  { additionalProperties: false },
);

export const RotationSchema = Type.Object(
  {
    secrets: Type.Record(Type.String(), Type.Unknown(), {
      description: 'The new ones, where they are in the args.',
    }),
    graceHours: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 24 * 30,
        default: 24,
        description: 'For so long the secrets of before are taken, too.',
      }),
    ),
    unchecked,
  },
  { additionalProperties: false },
);

export const SyncSchema = Type.Object(
  { from: Type.Optional(Type.Union([Type.Literal('cursor'), Type.Literal('beginning')])) },
  { additionalProperties: false },
);

export const ArgsToCheckSchema = Type.Object(
  { connector: Type.String(), args },
  { additionalProperties: false },
);

export const CheckArgsSchema = Type.Object({ args: Type.Optional(newArgs) }, { additionalProperties: false });

export const CheckSchema = Type.Object({
  ok: Type.Boolean(),
  says: nullable(TextSchema),
  pointer: nullable(Type.String(), 'Into the args: the field to look at.'),
});
