import { Type } from 'typebox';
import { pendingMigrations } from '../data/migrate.ts';
import type { Core } from '../http/core.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { TextSchema } from '../text.ts';
import { apiVersion } from './api-version.ts';

const ranges = Type.Record(Type.String(), Type.String());
const pluginSchema = Type.Object({
  id: Type.String(),
  version: Type.String(),
  title: TextSchema,
  description: Type.Optional(TextSchema),
  state: Type.Union([Type.Literal('ok'), Type.Literal('failed')]),
  error: Type.Union([Type.String(), Type.Null()]),
  requires: Type.Object({
    api: Type.String(),
    plugins: Type.Optional(ranges),
    optional: Type.Optional(ranges),
  }),
  contributions: Type.Array(
    Type.Object({
      point: Type.String(),
      name: Type.String(),
      dormant: Type.Boolean({ description: 'The plugin that this is meant for is not enabled.' }),
    }),
  ),
  provides: Type.Array(Type.String()),
  hasSettings: Type.Boolean(),
  migrations: Type.Object({ applied: Type.Array(Type.String()), pending: Type.Array(Type.String()) }),
});

/** What is installed, and how it is. */
export const pluginRoutes = ({ plugins, db, owners }: Pick<Core, 'plugins' | 'db' | 'owners'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/plugins',
    summary: 'List the enabled plugins and their health',
    description: 'In the order in which they are loaded: each after those that it needs.',
    tag: 'Plugins',
    permission: 'plugins.read',
    responses: {
      200: {
        description: 'All of them.',
        schema: Type.Object({
          api: Type.String({ description: 'Version of the plugin API that this core offers.' }),
          items: Type.Array(pluginSchema),
          removed: Type.Array(Type.String(), {
            description: 'Plugins that are not enabled any more, but whose tables are still there.',
          }),
        }),
      },
    },
    async handler() {
      const pending = Map.groupBy(await pendingMigrations(db, owners), ({ owner }) => owner);
      const migrations = new Map(
        owners.map((owner) => {
          const missing = new Set(pending.get(owner.id)?.map(({ name }) => name));
          const names = owner.migrations.map(({ name }) => name);
          return [owner.id, { applied: names.filter((name) => !missing.has(name)), pending: [...missing] }];
        }),
      );
      const removed = await db.query<{ owner: string }>(
        'select distinct owner from chaland.migration where owner <> all($1) order by owner',
        [owners.map(({ id }) => id)],
      );
      return {
        api: apiVersion,
        items: plugins.health().map((health) => ({ ...health, migrations: migrations.get(health.id) })),
        removed: removed.map(({ owner }) => owner),
      };
    },
  }),
];
