import { type Database, type RawBuilder, sql } from '@chaland/core';
import { refs } from '../data/relation.ts';

/** Facts of customers: the table, and what besides the customer and the currency it tells apart. */
const facts = {
  customer: { table: 'sales.customer_fact', keys: ['customer_id', 'currency'] },
  store: { table: 'sales.customer_store_fact', keys: ['customer_id', 'currency', 'store_id'] },
  category: { table: 'sales.customer_category_fact', keys: ['customer_id', 'currency', 'category'] },
} as const;

/**
 * Adds sales to facts. Every fact is a sum, a least or a greatest, so the order in which sales arrive doesn't
 * matter; each sale has to be added once.
 * @param sales a relation with the keys, `kind`, `at`, `day`, `gross` and `refunds`: one row a sale and key
 */
export async function addToFacts(
  db: Database,
  of: keyof typeof facts,
  sales: RawBuilder<unknown>,
): Promise<void> {
  const { table, keys } = facts[of];
  // Rows are taken in the order of their key, as everywhere: writers that meet wait, and don't deadlock.
  await db.rows(sql`
    insert into ${sql.table(table)} as known (
      ${refs(keys)}, first_sale_at, first_sale_day, last_sale_at, last_sale_day, sale_count, return_count, gross,
      refunds
    )
    select ${refs(keys)},
      min(at) filter (where kind = 'receipt'), min(day) filter (where kind = 'receipt'),
      max(at) filter (where kind = 'receipt'), max(day) filter (where kind = 'receipt'),
      count(*) filter (where kind = 'receipt'), count(*) filter (where kind = 'return'),
      sum(gross), sum(refunds)
    from ${sales} as sale
    group by ${refs(keys)}
    order by ${refs(keys)}
    on conflict (${refs(keys)}) do update set
      first_sale_at = least(known.first_sale_at, excluded.first_sale_at),
      first_sale_day = least(known.first_sale_day, excluded.first_sale_day),
      last_sale_at = greatest(known.last_sale_at, excluded.last_sale_at),
      last_sale_day = greatest(known.last_sale_day, excluded.last_sale_day),
      sale_count = known.sale_count + excluded.sale_count,
      return_count = known.return_count + excluded.return_count,
      gross = known.gross + excluded.gross,
      refunds = known.refunds + excluded.refunds`);
}
