import { intArray, textArray, timestamptzArray, uuidArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Database } from '../../data/database.ts';

/** A till may tell the receipt's time some minutes after the consent's: the sale counts if it was under way. */
const underWay = 3_600_000;

interface Asked {
  customerId: string;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * The latest sale to each customer at a time: a receipt, or another moment whose type says that it is a sale. An
 * account, a visit or a basket is none.
 * @returns ids of moments, in order; undefined where there was no sale
 */
export async function salesBefore(
  db: Database,
  asked: readonly Asked[],
  saleTypes: readonly string[],
): Promise<(string | undefined)[]> {
  if (asked.length === 0 || saleTypes.length === 0) return asked.map(() => undefined);
  const links = await db.query<{ customerId: string; profileId: string }>(
    `select customer_id as "customerId", profile_id as "profileId"
     from chaland.customer_profile where customer_id = any($1::uuid[])`,
    [uuidArray([...new Set(asked.map(({ customerId }) => customerId))])],
  );
  const profiles = Map.groupBy(links, ({ customerId }) => customerId);
  const wanted = asked.flatMap(({ customerId, at }, index) =>
    (profiles.get(customerId) ?? []).map(({ profileId }) => ({ index, profileId, until: at + underWay })),
  );
  const { index, profileId, until } = columns(wanted, 'index', 'profileId', 'until');
  const sales = await db.query<{ index: number; momentId: string }>(
    `select distinct on (asked.index) asked.index, sale.id as "momentId"
     from unnest($1::int[], $2::uuid[], $3::timestamptz[]) as asked (index, profile_id, until)
     cross join lateral (
       select m.id, m.occurred_at from chaland.moment m
       where m.profile_id = asked.profile_id and m.occurred_at <= asked.until and m.type = any($4::text[])
       order by m.occurred_at desc limit 1
     ) sale
     order by asked.index, sale.occurred_at desc`,
    [intArray(index), uuidArray(profileId), timestamptzArray(until), textArray(saleTypes)],
  );
  const byIndex = new Map(sales.map((sale) => [sale.index, sale.momentId]));
  return asked.map((_, at) => byIndex.get(at));
}
