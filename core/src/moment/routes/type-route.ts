import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { defineRoute } from '../../http/route.ts';
import { MomentTypeSchema } from './moment-schemas.ts';

export const typeRoute = ({ moments: { types } }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/moment-types',
    summary: 'The moment types that the enabled plugins bring',
    tag: 'Moments',
    permission: '*',
    unaudited: true,
    responses: {
      200: { description: 'All of them.', schema: Type.Object({ items: Type.Array(MomentTypeSchema) }) },
    },
    async handler() {
      const items = types.all().map(({ type, version, oldest, stage, title, plugin, schema }) => ({
        type,
        version,
        oldestVersion: oldest,
        stage,
        title,
        plugin,
        schema,
      }));
      return { items: items.sort((a, b) => (a.type < b.type ? -1 : 1)) };
    },
  });
