import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { afterCursor, isText, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route } from '../../http/route.ts';
import { ParkedMomentSchema, SubscriptionSchema } from './stream-schemas.ts';

const tag = 'Subscriptions';
const kind = 'subscription';
const path = '/api/subscriptions';
const params = Type.Object({ id: Type.String({ examples: ['sales.project'] }) });
const permissions = { read: 'subscriptions.read', write: 'subscriptions.write' };
const done = { 204: { description: 'Done.' } };

/** Subscriptions of the stream: how they do, and what can be done for them. */
export const subscriptionRoutes = ({ stream }: Pick<Core, 'stream'>): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: 'List the subscriptions, with how far behind they are',
    tag,
    permission: permissions.read,
    responses: {
      200: { description: 'All of them.', schema: Type.Object({ items: Type.Array(SubscriptionSchema) }) },
    },
    handler: async () => ({ items: await stream.status() }),
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/{id}/parked`,
    summary: 'List the moments that a subscription put aside',
    tag,
    permission: permissions.read,
    params,
    query: Type.Object(pageQuery),
    responses: { 200: { description: 'A page, by id.', schema: pageSchema(ParkedMomentSchema) } },
    async handler({ params: { id }, query: { cursor, limit = 50 } }) {
      const after = afterCursor(cursor, isText);
      const rows = await stream.parked(id, { limit: limit + 1, ...(after ? { after } : {}) });
      return pageOf(rows, limit, ({ momentId }) => momentId);
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/{id}/parked/replay`,
    summary: 'Hand parked moments over again',
    description: 'One where the body names it, else all of the subscription.',
    tag,
    permission: permissions.write,
    params,
    body: Type.Object(
      { moment: Type.Optional(Type.String({ format: 'uuid' })) },
      { additionalProperties: false },
    ),
    responses: {
      200: { description: 'How many are due now.', schema: Type.Object({ moments: Type.Integer() }) },
    },
    async handler({ params: { id }, body: { moment }, audit }) {
      const moments = await stream.replayParked(id, moment);
      if (moment && moments === 0) {
        throw problem('CHL_NOT_FOUND', { detail: `subscription "${id}" has not parked moment ${moment}` });
      }
      audit({ kind, id, action: 'replay-parked', changes: { moments } });
      return { moments };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/{id}/replay`,
    summary: 'Hand the whole stream to a subscription again',
    description: 'It forgets what it made of it first. Everything that it had read counts as not live.',
    tag,
    permission: permissions.write,
    params,
    responses: done,
    async handler({ params: { id }, audit }) {
      await stream.replay(id);
      audit({ kind, id, action: 'replay' });
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/{id}/pause`,
    summary: 'Pause a subscription',
    tag,
    permission: permissions.write,
    params,
    body: Type.Object(
      { reason: Type.String({ minLength: 1, maxLength: 300, description: 'For whoever finds it paused.' }) },
      { additionalProperties: false },
    ),
    responses: done,
    async handler({ params: { id }, body: { reason }, audit }) {
      await stream.pause(id, reason);
      audit({ kind, id, action: 'pause' });
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/{id}/resume`,
    summary: 'Resume a subscription',
    tag,
    permission: permissions.write,
    params,
    responses: done,
    async handler({ params: { id }, audit }) {
      await stream.resume(id);
      audit({ kind, id, action: 'resume' });
    },
  }),
];
