import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { afterCursor, isText, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import { type DeliveryState, deliveryStates } from '../delivery.ts';
import { DeliveryCountsSchema, DeliverySchema, WholeDeliverySchema } from './delivery-schemas.ts';
import { discardable, discardDeliveries, discardDelivery } from './discard.ts';
import { mapsTo, shownContent } from './look-at.ts';
import { manyArgs } from './many.ts';
import { countDeliveries, listDeliveries, readDelivery } from './read.ts';
import { replayable, replayDeliveries, replayDelivery } from './replay.ts';

const tag = 'Deliveries';
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const connection = Type.Optional(Type.String({ format: 'uuid', description: 'Id of a connection.' }));
const word = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]*$', description }));

type Parts = Pick<Core, 'db' | 'clock' | 'jobs' | 'inbox' | 'connections' | 'config'>;

/** Deliveries: what the other sides of connections sent, and what became of it. */
export const deliveryRoutes = ({ db, clock, jobs, inbox, connections, config }: Parts): Route[] => {
  async function viewed(id: string) {
    const found = await readDelivery(db, id);
    if (!found) throw problem('CHL_NOT_FOUND', { detail: `there is no delivery ${id}` });
    return found;
  }
  async function view(id: string) {
    const { content: _, ...shown } = await viewed(id);
    return shown;
  }
  return [
    defineRoute({
      method: 'GET',
      path: '/api/deliveries',
      summary: 'List deliveries, the last received first',
      tag,
      permission: 'connections.read',
      query: Type.Object({
        ...pageQuery,
        connection,
        state: Type.Optional(Type.Enum([...deliveryStates])),
        topic: word('Only what is about this.'),
        code: word('Only those in quarantine for a problem with this code.'),
      }),
      responses: { 200: { description: 'A page.', schema: pageSchema(DeliverySchema) } },
      async handler({ query: { cursor, limit = 50, ...filter } }) {
        const before = afterCursor(cursor, isText);
        return pageOf(await listDeliveries(db, filter, { before, limit }), limit, ({ id }) => id);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/deliveries/counts',
      summary: 'Count deliveries by connection and state',
      tag,
      permission: 'connections.read',
      query: Type.Object({ connection }),
      responses: {
        200: {
          description: 'Connections that have none are left out.',
          schema: Type.Object({ items: Type.Array(DeliveryCountsSchema) }),
        },
      },
      handler: async ({ query }) => ({
        items: await countDeliveries(db, query.connection ? [query.connection] : undefined),
      }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/deliveries/{id}',
      summary: 'Read a delivery, what became of it, and what it maps to now',
      description:
        'What came may tell of anybody: `content` and `maps` need the permission `deliveries.read` everywhere, and that they were read is in the audit trail.',
      tag,
      permission: 'connections.read',
      params,
      responses: { 200: { description: 'The delivery.', schema: WholeDeliverySchema } },
      async handler({ params: { id }, audit }, { principal }) {
        const { content, ...shown } = await viewed(id);
        if (!content || !principal.may('deliveries.read')) {
          audit({ kind: 'delivery', id });
          return { ...shown, content: null, maps: null };
        }
        audit({ kind: 'delivery', id, action: 'read-content' });
        const open = await connections.open(shown.connection);
        return {
          ...shown,
          content: shownContent(content),
          maps: open ? await mapsTo(open, shown, content, config.locale) : null,
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/deliveries/{id}/replay',
      summary: 'Process a delivery once more',
      description:
        'As it came, by the mapping as it is now. What it brought before is recognised. It counts as live for 24 hours after it came.',
      tag,
      permission: 'connections.manage',
      params,
      responses: {
        202: { description: 'It is queued.', schema: DeliverySchema },
        410: { description: 'What came is no longer kept.' },
      },
      async handler({ params: { id }, audit }) {
        await replayDelivery(db, clock, id);
        audit({ kind: 'delivery', id, action: 'replay' });
        inbox.wake();
        return reply(202, await view(id));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/deliveries/{id}/discard',
      summary: 'Give a delivery up',
      description: 'What came is removed. Sent again, it is still known and not kept.',
      tag,
      permission: 'connections.manage',
      params,
      responses: {
        200: { description: 'The delivery.', schema: DeliverySchema },
        409: { description: 'It was processed.' },
      },
      async handler({ params: { id }, audit }) {
        await discardDelivery(db, clock, id);
        audit({ kind: 'delivery', id, action: 'discard' });
        return view(id);
      },
    }),
    manyRoute({
      action: 'replay',
      job: replayDeliveries.value.id,
      states: replayable,
      summary: 'Process many deliveries once more',
      description: 'A job queues them',
    }),
    manyRoute({
      action: 'discard',
      job: discardDeliveries.value.id,
      states: discardable,
      summary: 'Give many deliveries up',
      description:
        'What came with them is removed; sent again, they are still known and not kept. A job does it',
    }),
  ];

  function manyRoute({
    action,
    job,
    states,
    summary,
    description,
  }: {
    action: string;
    job: string;
    states: readonly DeliveryState[];
    summary: string;
    description: string;
  }): Route {
    return defineRoute({
      method: 'POST',
      path: `/api/deliveries/${action}`,
      summary,
      description: `Those with these ids; or all of a connection in one state, \`quarantined\` where none is given, of one topic or with one problem. ${description}: GET /api/jobs says how far \`${job}\` is.`,
      tag,
      permission: 'connections.manage',
      body: manyArgs(states),
      responses: {
        202: {
          description: 'The job is queued.',
          schema: Type.Object({ run: Type.String({ format: 'uuid' }) }),
        },
      },
      async handler({ body, audit }) {
        const run = await jobs.enqueue(job, body);
        audit({
          kind: 'delivery',
          id: 'ids' in body ? body.ids : '',
          action,
          ...('ids' in body ? {} : { changes: { ...body } }),
        });
        return reply(202, { run });
      },
    });
  }
};
