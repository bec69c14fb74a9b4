import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { defineRoute } from '../../http/route.ts';
import { dormantTypes } from '../known-types.ts';
import { MomentTypeSchema } from './moment-schemas.ts';

export const typeRoute = ({ db, moments: { types } }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/moment-types',
    summary: 'The moment types that plugins bring',
    description:
      'Also those whose plugin is not enabled any more, as `dormant`: their moments are still read, and no new ones taken.',
    tag: 'Moments',
    permission: '*',
    unaudited: true,
    responses: {
      200: { description: 'All of them.', schema: Type.Object({ items: Type.Array(MomentTypeSchema) }) },
    },
    async handler() {
      const active = types.all().map(({ type, version, oldest, stage, title, plugin, schema }) => ({
        type,
        version,
        oldestVersion: oldest,
        stage,
        title,
        plugin,
        dormant: false,
        schema,
      }));
      const dormant = (await dormantTypes(db, types)).map((known) => ({ ...known, dormant: true }));
      return { items: [...active, ...dormant].sort((a, b) => (a.type < b.type ? -1 : 1)) };
    },
  });
