import { type Database, sql } from '@chaland/core';
import { relation } from '../data/relation.ts';
import { lineRows, receiptRow, type Sale } from './sale.ts';

/** A sale that was not recorded before, with its day in the store. */
export type FreshSale = Sale & { day: string };

/**
 * Writes receipts and returns once each.
 * @param timeZoneOf IANA name for a store, or for none
 * @returns those that were not there yet
 */
export async function insertReceipts(
  db: Database,
  sales: readonly Sale[],
  timeZoneOf: (storeId: string | null) => string,
): Promise<FreshSale[]> {
  const rows = sales.map((sale) => ({ ...receiptRow(sale), time_zone: timeZoneOf(sale.storeId) }));
  const given = relation(rows, {
    profile_id: 'uuid',
    moment_id: 'uuid',
    kind: 'text',
    source: 'text',
    number: 'text',
    exchange: 'text',
    at: 'timestamptz',
    store_id: 'uuid',
    channel: 'text',
    currency: 'text',
    gross: 'bigint',
    refunds: 'bigint',
    total: 'bigint',
    counted: 'boolean',
    articles: 'bigint',
    time_zone: 'text',
  });
  const inserted = await db.rows<{ moment_id: string; day: string }>(sql`
    insert into sales.receipt (
      profile_id, moment_id, kind, source, number, exchange, at, day, store_id, channel, currency, gross,
      refunds, total, counted, articles
    )
    select profile_id, moment_id, kind, source, number, exchange, at, (at at time zone time_zone)::date, store_id,
      channel, currency, gross, refunds, total, counted, articles
    from ${given} as given
    on conflict do nothing
    returning moment_id, day`);
  const byMoment = new Map(sales.map((sale) => [sale.momentId, sale]));
  return inserted.map(({ moment_id, day }) => ({ ...byMoment.get(moment_id)!, day }));
}

export async function insertLines(db: Database, sales: readonly FreshSale[]): Promise<void> {
  const given = relation(sales.flatMap(lineRows), {
    profile_id: 'uuid',
    moment_id: 'uuid',
    line_no: 'int',
    line_id: 'text',
    kind: 'text',
    sku: 'text',
    name: 'text',
    category: 'text[]',
    quantity: 'numeric',
    unit_price: 'numeric',
    value: 'bigint',
    discount: 'bigint',
    tax: 'bigint',
    sold_source: 'text',
    sold_receipt: 'text',
    sold_line: 'text',
    reason: 'text',
  });
  await db.rows(sql`
    insert into sales.line (
      profile_id, moment_id, line_no, line_id, kind, sku, name, category, quantity, unit_price, value, discount, tax,
      sold_source, sold_receipt, sold_line, reason
    )
    select * from ${given} as given`);
}
