import { route, sql, Type } from '@chaland/core';
import { measures } from '../measure.ts';
import { readScores } from '../permissions.ts';

const measure = (fallback: (typeof measures)[number], description: string) =>
  Type.Optional(
    Type.Union(
      measures.map((name) => Type.Literal(name)),
      { default: fallback, description },
    ),
  );

export const distribution = route({
  method: 'GET',
  path: '/api/x/score-rfm/distribution',
  summary: 'How many customers have each pair of scores',
  tag: 'RFM scores',
  permission: readScores.id,
  query: Type.Object({
    rows: measure('recency', 'The measure down the side; recency where absent'),
    columns: measure('frequency', 'The measure across the top; frequency where absent'),
  }),
  responses: {
    200: {
      description: 'All 25 cells, from 1/1 to 5/5',
      schema: Type.Object({
        rows: Type.String(),
        columns: Type.String(),
        customers: Type.Integer(),
        cells: Type.Array(
          Type.Object({
            row: Type.Integer({ minimum: 1, maximum: 5 }),
            column: Type.Integer({ minimum: 1, maximum: 5 }),
            customers: Type.Integer(),
            net: Type.Integer({ description: 'What they spent together, in minor units' }),
          }),
        ),
      }),
    },
  },
  async handler({ query: { rows = 'recency', columns = 'frequency' } }, { db }) {
    const cells = await db.rows<{ row: number; column: number; customers: number; net: number }>(sql`
      select r::int as row, c::int as "column", count(customer_id) as customers,
        coalesce(sum(net), 0)::bigint as net
      from generate_series(1, 5) as r cross join generate_series(1, 5) as c
        left join score_rfm.value on ${sql.ref(rows)} = r and ${sql.ref(columns)} = c
      group by r, c order by r, c`);
    return { rows, columns, customers: cells.reduce((sum, { customers }) => sum + customers, 0), cells };
  },
});
