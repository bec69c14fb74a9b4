import { Type } from 'typebox';
import type { Core } from '../http/core.ts';
import { afterCursor, isText, pageOf, pageQuery, pageSchema } from '../http/page.ts';
import { defineRoute, type Route, reply } from '../http/route.ts';
import { CreatedKeySchema, KeySchema, NewKeySchema } from './access-schemas.ts';
import { refuseEscalation } from './escalation.ts';

const tag = 'Access';
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** API keys: made, listed, revoked. */
export const keyRoutes = ({ access }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/keys',
    summary: 'List API keys, the oldest first',
    tag,
    permission: 'keys.read',
    query: Type.Object(pageQuery),
    responses: { 200: { description: 'A page; never the keys themselves.', schema: pageSchema(KeySchema) } },
    async handler({ query: { cursor, limit = 50 } }) {
      const rows = await access.keys.list({ after: afterCursor(cursor, isText), limit: limit + 1 });
      return pageOf(rows, limit, ({ id }) => id);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/keys',
    summary: 'Make an API key',
    description:
      'The answer holds the key, this once: it is stored as its SHA-256 only. Nobody can hand on what they may not themselves.',
    tag,
    permission: 'keys.write',
    body: NewKeySchema,
    secret: true,
    responses: { 201: { description: 'Made.', schema: CreatedKeySchema } },
    async handler({ body: { expiresAt, ...key }, audit }, { principal }) {
      const made = await access.createKey({ ...key, expiresAt: expiresAt ? new Date(expiresAt) : null });
      // Afterwards, when every code is known to exist; the refusal undoes the key.
      refuseEscalation(principal, await access.keys.handed(made.id));
      audit({ kind: 'key', id: made.id, changes: { grants: key.grants } });
      return reply(201, made, { location: `/api/keys/${made.id}` });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/keys/{id}',
    summary: 'Get an API key',
    tag,
    permission: 'keys.read',
    params,
    responses: { 200: { description: 'Without the key itself.', schema: KeySchema } },
    handler: async ({ params: { id } }) => access.keys.get(id),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/keys/{id}',
    summary: 'Revoke an API key',
    description: 'It stays in the list, revoked. Other processes believe it for five seconds at most.',
    tag,
    permission: 'keys.write',
    params,
    responses: { 204: { description: 'Revoked, now or before.' } },
    async handler({ params: { id }, audit }) {
      await access.keys.get(id);
      await access.revokeKey(id);
      audit({ kind: 'key', id, action: 'revoke' });
      return undefined;
    },
  }),
];
