import { type Database, sql } from '@chaland/core';
import { relation } from '../data/relation.ts';
import type { FreshSale } from './receipts.ts';
import { receiptRow } from './sale.ts';

/** Adds sales to their stores' days. Sales without a customer count here, and for nobody else. */
export async function addToStoreDays(db: Database, sales: readonly FreshSale[]): Promise<void> {
  const rows = sales.map((sale) => {
    const { store_id, currency, kind, gross, refunds, counted, articles } = receiptRow(sale);
    return { store_id, currency, day: sale.day, kind, gross, refunds, counted, articles };
  });
  const given = relation(rows, {
    store_id: 'uuid',
    currency: 'text',
    day: 'date',
    kind: 'text',
    gross: 'bigint',
    refunds: 'bigint',
    counted: 'boolean',
    articles: 'bigint',
  });
  await db.rows(sql`
    insert into sales.store_day as known
      (store_id, currency, day, sale_count, return_count, gross, refunds, articles)
    select store_id, currency, day,
      count(*) filter (where kind = 'receipt'), count(*) filter (where kind = 'return'),
      sum(gross), sum(refunds), sum(case kind when 'receipt' then articles else -articles end)
    from ${given} as given
    where store_id is not null and counted
    group by store_id, currency, day
    order by store_id, currency, day
    on conflict (store_id, currency, day) do update set
      sale_count = known.sale_count + excluded.sale_count,
      return_count = known.return_count + excluded.return_count,
      gross = known.gross + excluded.gross,
      refunds = known.refunds + excluded.refunds,
      articles = known.articles + excluded.articles`);
}
