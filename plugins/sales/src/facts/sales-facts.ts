import { type Database, type RawBuilder, sql } from '@chaland/core';
import type { CustomerFacts, PurchaseSummaryRow, SalesFacts } from '../contract.ts';

export const createSalesFacts = (db: Database): SalesFacts => ({
  async factsOf(customerIds) {
    const rows = await db.query<FactRow & { customer_id: string }>(
      `select customer_id, ${factColumns} from sales.customer_fact
       where customer_id = any($1::uuid[]) order by customer_id, currency`,
      [[...customerIds]],
    );
    return rows.map((row) => ({ customerId: row.customer_id, ...factsFrom(row) }));
  },
  purchaseSummary,
});

/** Columns that the three tables of customers' facts have in common. */
export const factColumns = `currency, first_sale_at, first_sale_day, last_sale_at, last_sale_day, sale_count,
  return_count, gross, refunds`;

export interface FactRow {
  currency: string;
  first_sale_at: Date | null;
  first_sale_day: string | null;
  last_sale_at: Date | null;
  last_sale_day: string | null;
  sale_count: number;
  return_count: number;
  gross: number;
  refunds: number;
}

export const factsFrom = (row: FactRow): Omit<CustomerFacts, 'customerId'> => ({
  currency: row.currency,
  firstSaleDay: row.first_sale_day,
  firstSaleAt: row.first_sale_at,
  lastSaleDay: row.last_sale_day,
  lastSaleAt: row.last_sale_at,
  saleCount: row.sale_count,
  returnCount: row.return_count,
  gross: row.gross,
  refunds: row.refunds,
  net: row.gross - row.refunds,
});

/** From purchases, not from facts: facts know only today. */
const purchaseSummary: SalesFacts['purchaseSummary'] = ({
  asOf,
  currency,
}): RawBuilder<PurchaseSummaryRow> => sql`(
  select customer_id,
    min(day) filter (where kind = 'receipt') as first_sale_day,
    max(day) filter (where kind = 'receipt') as last_sale_day,
    ${asOf}::date - max(day) filter (where kind = 'receipt') as recency_days,
    count(*) filter (where kind = 'receipt') as sale_count,
    count(*) filter (where kind = 'return') as return_count,
    sum(gross)::bigint as gross,
    sum(refunds)::bigint as refunds,
    (sum(gross) - sum(refunds))::bigint as net
  from sales.purchase
  where currency = ${currency} and day <= ${asOf}::date
  group by customer_id)`;
