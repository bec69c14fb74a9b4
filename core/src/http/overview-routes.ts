import { Type } from 'typebox';
import { uuidArray } from '../data/binary-array.ts';
import type { Database } from '../data/database.ts';
import type { Core } from './core.ts';
import { defineRoute, type Route } from './route.ts';

/** Customers are counted up to here; beyond, the database's own estimate has to do. */
const countedCustomers = 100_000;
/** Moments of a day in one store are counted up to here. */
const countedMoments = 10_000;
/** Stores at most. */
const mostStores = 500;

const StoreToday = Type.Object({
  code: Type.String(),
  name: Type.String(),
  moments: Type.Integer(),
  more: Type.Boolean({ description: `There are more than the ${countedMoments} that are counted.` }),
});

/** What a first page shows. Nothing is counted without a bound, so it takes as long however much there is. */
export const overviewRoutes = ({ db, clock }: Pick<Core, 'db' | 'clock'>): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/overview',
    summary: 'Figures for a first page',
    description:
      'Of what the caller may see: the number of customers needs customers.read everywhere; the moments of today are those of the stores in which moments.read is granted.',
    tag: 'Overview',
    permission: '*',
    unaudited: true,
    responses: {
      200: {
        description: 'null for what the caller may not see.',
        schema: Type.Object({
          customers: Type.Union([
            Type.Object({
              count: Type.Integer(),
              exact: Type.Boolean({ description: 'false for an estimate of a large number.' }),
            }),
            Type.Null(),
          ]),
          today: Type.Union([Type.Array(StoreToday), Type.Null()], {
            description: "What happened in each store since its own midnight, in order of the stores' codes.",
          }),
        }),
      },
    },
    async handler(_request, { principal }) {
      const stores = principal.mayAnywhere('moments.read') ? principal.storesFor('moments.read') : undefined;
      const [customers, today] = await Promise.all([
        principal.may('customers.read') ? countCustomers(db) : null,
        stores ? momentsToday(db, clock.now(), stores) : null,
      ]);
      return { customers, today };
    },
  }),
];

async function countCustomers(db: Database): Promise<{ count: number; exact: boolean }> {
  const [counted] = await db.query<{ count: number; estimate: number }>(
    `select (select count(*) from (
         select from chaland.customer where merged_into is null limit ${countedCustomers + 1}) found) as count,
       (select reltuples::bigint from pg_class where oid = 'chaland.customer'::regclass) as estimate`,
    [],
    { name: 'chaland.count-customers' },
  );
  const { count, estimate } = counted!;
  return count <= countedCustomers
    ? { count, exact: true }
    : { count: Math.max(estimate, countedCustomers), exact: false };
}

/** Read from each store's index, from midnight on. */
async function momentsToday(db: Database, now: Date, stores: 'everywhere' | readonly string[]) {
  const rows = await db.query<{ code: string; name: string; moments: number }>(
    `select s.code, s.name, today.moments
     from chaland.store s
     cross join lateral (
       select count(*)::int as moments from (
         select from chaland.moment m
         where m.store_id = s.id and m.occurred_at <= $1::timestamptz
           and m.occurred_at >= date_trunc('day', $1::timestamptz at time zone s.time_zone) at time zone s.time_zone
         limit ${countedMoments + 1}
       ) found
     ) today
     where $2::uuid[] is null or s.id = any($2)
     order by s.code limit ${mostStores}`,
    [now, stores === 'everywhere' ? null : uuidArray(stores)],
    { name: 'chaland.moments-today' },
  );
  return rows.map(({ moments, ...store }) => ({
    ...store,
    moments: Math.min(moments, countedMoments),
    more: moments > countedMoments,
  }));
}
