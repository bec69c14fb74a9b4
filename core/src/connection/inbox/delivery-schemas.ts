import { Type } from 'typebox';
import { TextSchema } from '../../text.ts';
import { deliveryStates } from '../delivery.ts';

const nullable = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
const uuid = (description?: string) =>
  Type.String({ format: 'uuid', ...(description ? { description } : {}) });
const time = (description: string) => Type.String({ format: 'date-time', description });
const anything = (description: string) => Type.Record(Type.String(), Type.Unknown(), { description });

const properties = {
  id: uuid(),
  connection: uuid('Id of the connection that it came by.'),
  key: nullable(
    Type.String({ description: 'The other side’s id of it. Null once a person whom it told of was erased.' }),
  ),
  topic: Type.String({ examples: ['orders/paid'] }),
  state: Type.Enum([...deliveryStates]),
  problem: Type.Union(
    [anything('Why it is quarantined, with a code, the pointer to the fault and what to do.'), Type.Null()],
    { description: 'Of one in quarantine.' },
  ),
  reason: Type.Union([TextSchema, Type.Null()], {
    description: 'Why it is ignored, in the words of the connector.',
  }),
  size: Type.Integer({ description: 'Bytes that came.' }),
  kept: Type.Boolean({ description: 'Whether what came is still kept: only then it can be replayed.' }),
  live: Type.Boolean({ description: 'False for history: nobody is thanked for it.' }),
  tries: Type.Integer({ description: 'How often it was mapped.' }),
  receivedAt: time('When it came.'),
  changedAt: time('Since when it is in this state.'),
};

export const DeliverySchema = Type.Object(properties);

export const WholeDeliverySchema = Type.Object({
  ...properties,
  content: Type.Union(
    [
      Type.Object({
        headers: Type.Record(Type.String(), Type.String()),
        text: nullable(Type.String({ description: 'Where it is text.' })),
        base64: nullable(Type.String({ description: 'Where it is not.' })),
      }),
      Type.Null(),
    ],
    {
      description:
        'What came, as it came. Null where it is no longer kept, or without the permission `deliveries.read`.',
    },
  ),
  maps: Type.Union(
    [
      Type.Object({
        records: Type.Union([
          anything('By kind, as the connector maps it now; nothing is written.'),
          Type.Null(),
        ]),
        ignored: Type.Union([TextSchema, Type.Null()]),
        problem: Type.Union([anything('Why it can not be mapped now.'), Type.Null()]),
      }),
      Type.Null(),
    ],
    { description: 'What the connector makes of it now. Null with the content, or without its connection.' },
  ),
});

export const DeliveryCountsSchema = Type.Object({
  connection: uuid(),
  ...Object.fromEntries(deliveryStates.map((state) => [state, Type.Integer()])),
  oldestQueuedAt: nullable(time('When the oldest came that still waits.')),
  lastReceivedAt: nullable(time('When the last one came.')),
});
