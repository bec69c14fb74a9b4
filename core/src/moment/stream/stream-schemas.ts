import { Type } from 'typebox';
import { TextSchema } from '../../text.ts';

const nullable = <S extends ReturnType<typeof Type.String>>(schema: S) => Type.Union([schema, Type.Null()]);
const time = Type.String({ format: 'date-time' });

export const SubscriptionSchema = Type.Object({
  id: Type.String({ examples: ['sales.project'] }),
  plugin: Type.String(),
  title: TextSchema,
  state: Type.Union([Type.Literal('running'), Type.Literal('paused'), Type.Literal('dormant')], {
    description: 'dormant: no enabled plugin brings its subscriber.',
  }),
  reason: nullable(Type.String({ description: 'Why it is paused.' })),
  lagSeconds: Type.Number({ description: 'How long the oldest unread moment has waited.' }),
  behind: Type.Integer({ description: 'Unread moments among the next 10,000 of the stream.' }),
  heldBy: nullable(Type.String({ description: 'The transaction that keeps the stream from going on.' })),
  retrying: Type.Integer(),
  waiting: Type.Integer({ description: 'Behind one of their profile that is retried.' }),
  parked: Type.Integer({ description: 'Given up, until somebody replays them.' }),
  replayable: Type.Boolean({ description: 'It can be handed the whole stream again.' }),
});

export const ParkedMomentSchema = Type.Object({
  subscription: Type.String(),
  momentId: Type.String({ format: 'uuid' }),
  type: Type.String(),
  source: Type.String(),
  key: Type.String({ description: "The source's own id." }),
  time,
  attempts: Type.Integer(),
  error: Type.String(),
  state: Type.Union([Type.Literal('retrying'), Type.Literal('parked'), Type.Literal('waiting')]),
  nextAttempt: nullable(time),
  since: time,
});
