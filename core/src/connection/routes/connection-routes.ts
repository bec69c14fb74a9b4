import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { afterCursor, isText, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { etagOf, expectedVersion } from '../../http/precondition.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import type { CheckResult } from '../connector.ts';
import type { ConnectionView } from '../view.ts';
import {
  ArgsToCheckSchema,
  CheckArgsSchema,
  CheckSchema,
  ConnectionChangeSchema,
  ConnectionSchema,
  NewConnectionSchema,
  RotationSchema,
  SyncSchema,
} from './schemas.ts';

const tag = 'Connections';
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const read = 'connections.read';
const manage = 'connections.manage';
const kind = 'connection';

const told = (view: ConnectionView, status = 200) => reply(status, view, { etag: etagOf(view.version) });
const checked = (result: CheckResult) => ({
  ok: result.ok,
  says: result.says ?? null,
  pointer: result.ok ? null : (result.pointer ?? null),
});

/** Connections: what a retailer's tills, shops and counters are reached by. */
export const connectionRoutes = ({ connections }: Pick<Core, 'connections'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/connections',
    summary: 'List connections and how they are, the oldest first',
    tag,
    permission: read,
    query: Type.Object({ ...pageQuery, connector: Type.Optional(Type.String()) }),
    responses: { 200: { description: 'A page; secrets are masked.', schema: pageSchema(ConnectionSchema) } },
    async handler({ query: { cursor, limit = 50, connector } }) {
      const rows = await connections.list({
        after: afterCursor(cursor, isText),
        limit: limit + 1,
        connector,
      });
      return pageOf(rows, limit, ({ id }) => id);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/connections',
    summary: 'Make a connection',
    description:
      'Its connector looks first whether it will work, and says at which of the args it would not; "unchecked": true saves it all the same.',
    tag,
    permission: manage,
    body: NewConnectionSchema,
    writes: 'own',
    responses: { 201: { description: 'Made.', schema: ConnectionSchema } },
    async handler({ body, audit }) {
      const made = await connections.create(body);
      const { id, connector, source } = made;
      audit({ kind, id, changes: { connector, source, unchecked: body.unchecked ?? false } });
      return reply(201, made, { etag: etagOf(made.version), location: `/api/connections/${id}` });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/connections/check',
    summary: 'Check what a connection would be made of',
    description: 'Asks the other side, and saves nothing.',
    tag,
    permission: manage,
    body: ArgsToCheckSchema,
    writes: 'own',
    responses: { 200: { description: 'What came of it.', schema: CheckSchema } },
    async handler({ body: { connector, args }, audit }) {
      audit({ kind: 'connector', id: connector, action: 'check' });
      return checked(await connections.checkArgs(connector, args));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/connections/{id}',
    summary: 'Get a connection and how it is',
    tag,
    permission: read,
    params,
    responses: { 200: { description: 'With its ETag; secrets are masked.', schema: ConnectionSchema } },
    async handler({ params: { id }, audit }) {
      const view = await connections.get(id);
      audit({ kind, id });
      return told(view);
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/connections/{id}',
    summary: 'Change a connection',
    description:
      'New args are checked first, as when it is made, and hold at once. Its source never changes.',
    tag,
    permission: manage,
    params,
    body: ConnectionChangeSchema,
    conditional: true,
    writes: 'own',
    responses: { 200: { description: 'As it is now.', schema: ConnectionSchema } },
    async handler(request) {
      const { id } = request.params;
      const version = expectedVersion(request, (await connections.get(id)).version);
      const view = await connections.change(id, version, request.body);
      const { unchecked: _, ...fields } = request.body;
      request.audit({ kind, id, changes: { fields: Object.keys(fields) } });
      return told(view);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/connections/{id}',
    summary: 'Remove a connection',
    description:
      'It takes nothing from now on; a job does the rest, and the connection says how far it is until it is gone. What it delivered goes in any case. ' +
      '`keep` leaves customers, moments and consents. `erase` takes what its source told: customers whom no other source tells of are erased, others lose what it said of them; moments that must stay, as receipts, are made nobody’s; consents stay in the ledger, as the proof that the law asks for. It needs the permission "privacy.write", and can’t be undone.',
    tag,
    permission: manage,
    params,
    query: Type.Object(
      { data: Type.Union([Type.Literal('keep'), Type.Literal('erase')]) },
      { additionalProperties: false },
    ),
    conditional: true,
    responses: { 202: { description: 'It is being removed.', schema: ConnectionSchema } },
    async handler(request, { principal }) {
      const { id } = request.params;
      const { data } = request.query;
      if (data === 'erase' && !principal.may('privacy.write')) {
        throw problem('CHL_FORBIDDEN', { detail: 'this needs the permission "privacy.write" everywhere' });
      }
      const version = expectedVersion(request, (await connections.get(id)).version);
      const view = await connections.remove(id, version, { data, by: principal });
      request.audit({ kind, id, changes: { data } });
      return told(view, 202);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/connections/{id}/check',
    summary: 'Check a connection',
    description:
      'Asks the other side with what the connection is configured with; or with "args", as they would be saved: nothing is. Secrets that are masked or left out are those of the connection, as long as the addresses are.',
    tag,
    permission: manage,
    params,
    body: CheckArgsSchema,
    bodyOptional: true,
    writes: 'own',
    responses: { 200: { description: 'What came of it.', schema: CheckSchema } },
    async handler({ params: { id }, body, audit }) {
      audit({ kind, id, action: 'check', ...(body?.args ? { changes: { fields: ['args'] } } : {}) });
      return checked(await connections.check(id, body?.args));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/connections/{id}/rotate',
    summary: 'Change secrets while the other side still uses the old ones',
    description: 'Until the time of grace is over, what is signed with either is taken.',
    tag,
    permission: manage,
    params,
    body: RotationSchema,
    conditional: true,
    writes: 'own',
    responses: { 200: { description: 'As it is now.', schema: ConnectionSchema } },
    async handler(request) {
      const { id } = request.params;
      const version = expectedVersion(request, (await connections.get(id)).version);
      const view = await connections.rotate(id, version, request.body);
      request.audit({ kind, id, action: 'rotate', changes: { until: view.rotatingUntil } });
      return told(view);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/connections/{id}/sync',
    summary: 'Fetch what the other side has, now',
    description:
      'From where the last one ended, or from the beginning: what is known already counts once. It runs as a job; the connection says how far it is.',
    tag,
    permission: manage,
    params,
    body: SyncSchema,
    responses: { 202: { description: 'It will begin at once.', schema: ConnectionSchema } },
    async handler({ params: { id }, body: { from = 'cursor' }, audit }) {
      const view = await connections.sync(id, from);
      audit({ kind, id, action: 'sync', changes: { from } });
      return told(view, 202);
    },
  }),
  ...(['pause', 'resume'] as const).map((action) =>
    defineRoute({
      method: 'POST',
      path: `/api/connections/{id}/${action}`,
      summary: action === 'pause' ? 'Pause a connection' : 'Let a paused connection go on',
      description:
        action === 'pause'
          ? 'What is sent to it is kept, and taken in once it goes on; nothing is fetched.'
          : 'What came meanwhile is taken in, in the order in which it came.',
      tag,
      permission: manage,
      params,
      conditional: true,
      responses: { 200: { description: 'As it is now.', schema: ConnectionSchema } },
      async handler(request) {
        const { id } = request.params;
        const version = expectedVersion(request, (await connections.get(id)).version);
        const view = await connections.setState(id, version, action === 'pause' ? 'paused' : 'active');
        request.audit({ kind, id, action });
        return told(view);
      },
    }),
  ),
];
