import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { defineRoute, type Route } from '../../http/route.ts';
import { ConnectorSchema } from './schemas.ts';

/** What can be connected. */
export const connectorRoutes = ({ connections }: Pick<Core, 'connections'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/connectors',
    summary: 'List what can be connected',
    tag: 'Connections',
    permission: 'connections.read',
    responses: {
      200: {
        description: 'All connectors of the enabled plugins.',
        schema: Type.Object({ items: Type.Array(ConnectorSchema) }),
      },
    },
    async handler({ audit }) {
      audit({ kind: 'connector', id: '' });
      const items = connections.connectors.map(
        ({ id, plugin, title, description, args, receive, pull, pullEvery }) => ({
          id,
          plugin,
          title,
          description,
          schema: args,
          receives: receive !== undefined,
          pulls: pull !== undefined,
          pullEvery: pullEvery ?? null,
        }),
      );
      return { items };
    },
  }),
];
