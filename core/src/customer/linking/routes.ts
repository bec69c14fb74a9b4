import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { afterCursor, pageOf, pageQuery, pageSchema } from '../../http/page.ts';
import { problem } from '../../http/problem.ts';
import { defineRoute, type Route, reply } from '../../http/route.ts';
import type { CoreSettings } from '../../setting/core-settings.ts';
import { isKeyText } from '../read/sections.ts';
import { readQuarantined, release } from './quarantined.ts';

const QuarantinedSchema = Type.Object(
  {
    kind: Type.String(),
    value: Type.String(),
    sharedBy: Type.Integer({
      description:
        'Profiles that were seen to have it, at least: once quarantined, they are counted no more.',
    }),
    quarantinedAt: Type.String({ format: 'date-time' }),
  },
  {
    $id: 'QuarantinedIdentifier',
    description: 'An identifier that too many have for it to say who somebody is.',
  },
);

/** Identifiers that more profiles have than may. */
export const quarantineRoutes = ({ db, settings }: Core): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/identifiers/quarantined',
    summary: 'Identifiers that too many have',
    description:
      'A shared device, the e-mail that a till makes up: nobody joins a customer by them, and they make nobody a duplicate.',
    tag: 'Duplicates',
    permission: 'customers.merge',
    query: Type.Object({ ...pageQuery }),
    responses: { 200: { description: 'A page, the latest first.', schema: pageSchema(QuarantinedSchema) } },
    async handler({ query: { cursor, limit = 50 } }) {
      const after = afterCursor(cursor, isPosition);
      const rows = await readQuarantined(db, { after, limit: limit + 1 });
      const { items, next } = pageOf(rows, limit, ({ at, kind, value }) => [at, kind, value]);
      return { items: items.map(({ at: _, ...item }) => item), next };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/identifiers/quarantined/release',
    summary: 'Let an identifier count again',
    description:
      'For one that rightly has many profiles. It is quarantined anew once as many more have it as the limit says. Who was taken apart stays apart.',
    tag: 'Duplicates',
    permission: 'customers.merge',
    body: Type.Object(
      {
        kind: Type.String({ minLength: 1, maxLength: 300 }),
        value: Type.String({ minLength: 1, maxLength: 400 }),
      },
      { additionalProperties: false },
    ),
    responses: { 204: { description: 'Released.' } },
    async handler({ body: { kind, value }, audit }) {
      const { limit } = (await settings.of<CoreSettings>('core')).identity.linking;
      if (!(await release(db, { kind, value, more: limit }))) {
        throw problem('CHL_NOT_FOUND', {
          detail: 'no quarantined identifier is this one',
          pointer: '/value',
        });
      }
      audit({ kind: 'identifier', action: 'release', id: kind });
      return reply(204);
    },
  }),
];

const isPosition = (key: unknown): key is [string, string, string] =>
  Array.isArray(key) && key.length === 3 && key.every(isKeyText);
