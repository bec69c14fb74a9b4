import { Type } from 'typebox';
import { uuidArray } from '../../data/binary-array.ts';
import type { Core } from '../../http/core.ts';
import { defineRoute } from '../../http/route.ts';

/** Moments of a store that are counted at most: the answer must not take longer on the busiest day. */
const bound = 10_000;

interface Row {
  id: string;
  code: string;
  name: string;
  type: string | null;
  count: number;
}

/** How the day goes, store by store. */
export const todayRoute = ({ db, clock }: Core) =>
  defineRoute({
    method: 'GET',
    path: '/api/moments/today',
    summary: 'How many moments each store has had today',
    description: `Today is the store's own day. At most ${bound} moments of a store are counted. Whoever may see moments in some stores only is told of these stores.`,
    tag: 'Moments',
    permission: 'moments.read',
    permissionScope: 'somewhere',
    unaudited: true,
    responses: {
      200: {
        description: 'By the codes of the stores.',
        schema: Type.Object({
          items: Type.Array(
            Type.Object({
              store: Type.Object({
                id: Type.String({ format: 'uuid' }),
                code: Type.String(),
                name: Type.String(),
              }),
              moments: Type.Integer(),
              types: Type.Record(Type.String(), Type.Integer(), { description: 'Of them, by type.' }),
            }),
          ),
        }),
      },
    },
    async handler(_request, { principal }) {
      const reach = principal.storesFor('moments.read');
      const rows = await db.query<Row>(
        `with place as (
           select s.id, s.code, s.name,
             date_trunc('day', $1::timestamptz at time zone s.time_zone) at time zone s.time_zone as since
           from chaland.store s
           where $2::uuid[] is null or s.id = any($2)
         )
         select place.id, place.code, place.name, day.type, coalesce(day.count, 0) as count
         from place
         left join lateral (
           select type, count(*) as count
           from (
             select m.type from chaland.moment m
             where m.store_id = place.id and m.occurred_at >= place.since and m.occurred_at <= $1
             limit ${bound}
           ) counted
           group by type
         ) day on true
         order by place.code, day.type`,
        [clock.now(), reach === 'everywhere' ? null : uuidArray(reach)],
      );
      const stores = Map.groupBy(rows, ({ id }) => id);
      return {
        items: [...stores.values()].map((rows) => {
          const { id, code, name } = rows[0]!;
          return {
            store: { id, code, name },
            moments: rows.reduce((sum, { count }) => sum + count, 0),
            types: Object.fromEntries(
              rows.flatMap(({ type, count }) => (type === null ? [] : [[type, count]])),
            ),
          };
        }),
      };
    },
  });
