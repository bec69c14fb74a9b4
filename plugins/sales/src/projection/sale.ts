import type { Moment } from '@chaland/core';
import type { Receipt, Return, ReturnedLine, SoldLine } from '../contract.ts';
import { articlesOf } from '../moment-type/articles.ts';
import { dueOf, isCounted, lineValue, revenueOf } from '../moment-type/value.ts';

/** A receipt or a return as the projections see it. */
export interface Sale {
  profileId: string;
  momentId: string;
  kind: 'receipt' | 'return';
  source: string;
  at: Date;
  storeId: string | null;
  data: Receipt | Return;
}

export const saleOf = (moment: Moment): Sale => ({
  profileId: moment.profileId,
  momentId: moment.id,
  kind: moment.type === 'return' ? 'return' : 'receipt',
  source: moment.source,
  at: moment.time,
  storeId: moment.storeId,
  data: moment.data as Receipt | Return,
});

/** A row of `sales.receipt` but for its day, which the database reckons in the store's time zone. */
export const receiptRow = ({ profileId, momentId, kind, source, at, storeId, data }: Sale) => {
  const value = revenueOf(data);
  return {
    profile_id: profileId,
    moment_id: momentId,
    kind,
    source,
    number: data.number,
    exchange: exchangeOf(data),
    at,
    store_id: storeId,
    channel: data.channel ?? null,
    currency: data.currency,
    gross: kind === 'receipt' ? value : 0,
    refunds: kind === 'return' ? value : 0,
    total: dueOf(data),
    counted: isCounted(data),
    articles: articlesOf(data.lines),
  };
};

/** Rows of `sales.line`. */
export const lineRows = ({ profileId, momentId, data }: Sale) =>
  data.lines.map((line: (SoldLine | ReturnedLine) & Pick<ReturnedLine, 'sold' | 'reason'>, index) => ({
    profile_id: profileId,
    moment_id: momentId,
    line_no: index + 1,
    line_id: line.id ?? null,
    kind: line.kind ?? 'goods',
    sku: line.sku ?? null,
    // An article's name is its product's.
    name: line.sku === undefined ? (line.name ?? null) : null,
    category: line.category ?? null,
    quantity: String(line.quantity),
    unit_price: line.unitPrice,
    value: lineValue(line, data.taxIncluded),
    discount: line.discounts ? line.discounts.reduce((sum, { amount }) => sum + amount, 0) : null,
    tax: line.tax?.amount ?? null,
    sold_source: line.sold?.source ?? null,
    sold_receipt: line.sold?.receipt ?? null,
    sold_line: line.sold?.line ?? null,
    reason: line.reason ?? null,
  }));

function exchangeOf({ exchange }: Receipt | Return): string | null {
  if (!exchange) return null;
  return 'return' in exchange ? exchange.return : exchange.receipt;
}
