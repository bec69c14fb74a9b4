import { Type } from 'typebox';
import { uuidv7 } from '../data/uuid.ts';
import type { Core } from '../http/core.ts';
import { afterCursor, isText, pageOf, pageQuery, pageSchema } from '../http/page.ts';
import { problem } from '../http/problem.ts';
import { defineRoute, type Route, reply } from '../http/route.ts';
import { messageStates } from './message.ts';
import {
  ChannelSchema,
  ContactPointSchema,
  code,
  MessageSchema,
  WholeMessageSchema,
} from './message-schemas.ts';
import { listMessages, readMessage } from './read/read.ts';
import { cancelMessage, resolveMessage } from './resolve.ts';

const tag = 'Messages';
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const instant = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', maxLength: 40, description: `${description} RFC 3339.` }));

/** Messages: what left the house, what is to, and why something didn't. */
export const messageRoutes = ({ db, clock, door }: Pick<Core, 'db' | 'clock' | 'door'>): Route[] => {
  async function whole(id: string) {
    const message = await readMessage(db, id);
    if (message) return message;
    throw problem('CHL_NOT_FOUND', { detail: `there is no message ${id}` });
  }
  return [
    defineRoute({
      method: 'GET',
      path: '/api/messages',
      summary: 'List messages, the last requested first',
      tag,
      permission: 'messages.read',
      query: Type.Object({
        ...pageQuery,
        customer: Type.Optional(Type.String({ format: 'uuid', description: 'Id of a customer.' })),
        state: Type.Optional(Type.Enum([...messageStates])),
        channel: Type.Optional(code('Only of this channel.')),
        purpose: Type.Optional(code('Only for this purpose.')),
      }),
      responses: { 200: { description: 'A page.', schema: pageSchema(MessageSchema) } },
      async handler({ query: { cursor, limit = 50, ...filter }, audit }) {
        const before = afterCursor(cursor, isText);
        const page = pageOf(await listMessages(db, filter, { before, limit }), limit, ({ id }) => id);
        audit({ kind: 'message', id: page.items.map(({ id }) => id) });
        return page;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/messages/{id}',
      summary: 'Read a message and what became of it',
      tag,
      permission: 'messages.read',
      params,
      responses: { 200: { description: 'The message.', schema: WholeMessageSchema } },
      async handler({ params: { id }, audit }) {
        const message = await whole(id);
        audit({ kind: 'message', id: message.id });
        return message;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/messages',
      summary: 'Request a message',
      description:
        'It leaves by its channel if consent, contact hours and pressure let it, which is decided right before the hand-over; what became of it is told by its state. The same `key` requests nothing a second time.',
      tag,
      permission: 'messages.send',
      body: Type.Object(
        {
          key: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 200,
              pattern: '^[^\\u0000-\\u001f]*$',
              description: 'Unique; made up where absent.',
            }),
          ),
          customer: Type.String({ format: 'uuid' }),
          channel: code('`email`, `sms`…: GET /api/channels lists them.'),
          purpose: code('Code of the purpose that it serves: GET /api/purposes lists them.'),
          brand: Type.Optional(code('Code of the brand that speaks; the controller itself where absent.')),
          contactPoint: Type.Optional(ContactPointSchema),
          content: Type.Record(Type.String(), Type.Unknown(), {
            description: "As the channel's arguments say.",
          }),
          notBefore: instant('Not before then.'),
          expiresAt: instant('Not after then; seven days after it may first leave where absent.'),
        },
        { additionalProperties: false },
      ),
      responses: {
        202: { description: 'Requested.', schema: WholeMessageSchema },
        200: { description: 'This key was requested before, with this message.', schema: WholeMessageSchema },
      },
      async handler({ body: { notBefore, expiresAt, key = uuidv7(), ...request }, audit }) {
        const [fate] = await door.of('core').request([
          {
            ...request,
            key,
            ...(notBefore === undefined ? {} : { notBefore: new Date(notBefore) }),
            ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
          },
        ]);
        if (fate!.fate === 'refused') throw problem('CHL_MESSAGE_REFUSED', { detail: fate!.code });
        audit({ kind: 'message', id: fate!.id, action: 'request' });
        return reply(fate!.fate === 'known' ? 200 : 202, await whole(fate!.id));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/messages/{id}/cancel',
      summary: 'Take back a message that has not left yet',
      tag,
      permission: 'messages.send',
      params,
      responses: { 200: { description: 'The message.', schema: WholeMessageSchema } },
      async handler({ params: { id }, audit }) {
        await cancelMessage(db, clock, id);
        audit({ kind: 'message', id, action: 'cancel' });
        return whole(id);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/messages/{id}/resolve',
      summary: 'Say what became of a message of which nobody knows',
      description:
        'For a message whose process ended between the hand-over and the answer: look at the provider, then say whether it was sent. It is not sent again; request another one for that.',
      tag,
      permission: 'messages.send',
      params,
      body: Type.Object({ outcome: Type.Enum(['sent', 'failed']) }, { additionalProperties: false }),
      responses: { 200: { description: 'The message.', schema: WholeMessageSchema } },
      async handler({ params: { id }, body: { outcome }, audit }) {
        await resolveMessage(db, clock, id, outcome);
        audit({ kind: 'message', id, action: 'resolve', changes: { outcome } });
        return whole(id);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/channels',
      summary: 'List the channels that messages leave by',
      tag,
      permission: 'messages.read',
      responses: {
        200: { description: 'All of them.', schema: Type.Object({ items: Type.Array(ChannelSchema) }) },
      },
      handler: async () => ({
        items: [...door.channels.values()].map(({ plugin, value: { id, title, contact, args } }) => ({
          id,
          plugin,
          title,
          contact,
          args,
        })),
      }),
    }),
  ];
};
