import { type Database, type RawBuilder, sql } from '@chaland/core';
import { owedKinds } from '../moment-type/schema.ts';
import { addToFacts } from './customer-facts.ts';

/**
 * Brings sales into everything that is kept by customer: the purchases and the facts.
 * @param of the sales' profiles with their customers, and the moments: `(customer_id, profile_id, moment_id)`.
 * What is known of the sales themselves is read from `sales.receipt` and `sales.line`.
 */
export async function addCustomerSales(db: Database, of: RawBuilder<unknown>): Promise<void> {
  // The two families meet here alone, by ids and as a materialised whole: they may live on different nodes.
  await db.rows(sql`
    with sale as materialized (
      select given.customer_id, receipt.*
      from ${of} as given join sales.receipt using (profile_id, moment_id)
      where receipt.counted
    )
    insert into sales.purchase
      (customer_id, profile_id, moment_id, kind, at, day, store_id, currency, gross, refunds)
    select customer_id, profile_id, moment_id, kind, at, day, store_id, currency, gross, refunds from sale`);
  await addFactsOf(db, of);
}

/** Adds sales to their customers' facts alone. @param of as above */
export async function addFactsOf(db: Database, of: RawBuilder<unknown>): Promise<void> {
  const sales = sql`(
    select given.customer_id, receipt.kind, at, day, store_id, currency, gross, refunds
    from ${of} as given join sales.receipt using (profile_id, moment_id)
    where receipt.counted)`;
  await addToFacts(db, 'customer', sales);
  await addToFacts(db, 'store', sql`(select * from ${sales} as any_sale where store_id is not null)`);
  await addToFacts(db, 'category', salesByCategory(of));
}

const owed = [...owedKinds];

/** One row for each sale and each prefix of its lines' category paths: boots count for shoes, and for women. */
const salesByCategory = (of: RawBuilder<unknown>) => sql`(
  select given.customer_id, receipt.currency, line.category[1:depth] as category, receipt.kind, receipt.at,
    receipt.day,
    sum(case receipt.kind when 'receipt' then line.value else 0 end) as gross,
    sum(case receipt.kind when 'return' then line.value else 0 end) as refunds
  from ${of} as given
    join sales.receipt using (profile_id, moment_id)
    join sales.line using (profile_id, moment_id)
    cross join generate_series(1, cardinality(line.category)) as depth
  where not line.kind = any(${owed}::text[])
  group by given.customer_id, moment_id, receipt.currency, line.category[1:depth], receipt.kind, receipt.at,
    receipt.day)`;
