import { Type } from 'typebox';
import type { Core } from '../../http/core.ts';
import { defineRoute } from '../../http/route.ts';

/** Customers that are counted one by one; beyond, it is said that there are more. */
const bound = 100_000;

export const countRoute = ({ db }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/customers/count',
    summary: 'How many customers there are',
    description: `Counted up to ${bound}; beyond, \`more\` is true. Those who were merged into others don't count.`,
    tag: 'Customers',
    permission: 'customers.read',
    unaudited: true,
    responses: {
      200: {
        description: 'The number.',
        schema: Type.Object({ count: Type.Integer(), more: Type.Boolean() }),
      },
    },
    async handler() {
      const [row] = await db.query<{ count: number }>(
        `select count(*) as count
         from (select from chaland.customer where merged_into is null limit ${bound + 1}) counted`,
      );
      const found = row?.count ?? 0;
      return { count: Math.min(found, bound), more: found > bound };
    },
  });
