import type { Moment } from '@chaland/core';
import type { Receipt, Return } from '../contract.ts';

/** A sale of the property tests: a moment, whose it is, and its day in the store. */
export interface KnownSale {
  moment: Moment<Receipt | Return>;
  customerId: string | null;
  day: string;
}

type Row = Record<string, unknown>;

const sold: ReadonlySet<string> = new Set(['goods', 'service', 'shipping']);

/** What the tables of facts have to hold, added up sale by sale as a person would. */
export function expectedTables(sales: readonly KnownSale[]) {
  const customer = new Tally();
  const store = new Tally();
  const category = new Tally();
  const days = new Map<string, Row>();
  for (const sale of sales) {
    const { moment, customerId } = sale;
    const { currency } = moment.data;
    const lines = (moment.data.lines as Receipt['lines']).filter(({ kind = 'goods' }) => sold.has(kind));
    // Gift cards, deposits and tips alone are no purchase.
    if (lines.length === 0) continue;
    const value = lines.reduce((sum, { amount }) => sum + amount, 0);
    if (customerId) {
      customer.add({ customer_id: customerId, currency }, sale, value);
      if (moment.storeId) {
        store.add({ customer_id: customerId, currency, store_id: moment.storeId }, sale, value);
      }
      for (const [path, amount] of prefixes(lines)) {
        category.add({ customer_id: customerId, currency, category: JSON.parse(path) }, sale, amount);
      }
    }
    if (moment.storeId) addDay(days, sale, value);
  }
  return {
    customer: customer.rows(),
    store: store.rows(),
    category: category.rows(),
    days: sorted([...days.values()]),
  };
}

/** Rows in one order, whatever the database's. */
export const sorted = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

class Tally {
  readonly #rows = new Map<string, Row & Facts>();

  add(key: Row, { moment, day }: KnownSale, value: number): void {
    const id = JSON.stringify(key);
    const row = this.#rows.get(id) ?? { ...key, ...nothing() };
    this.#rows.set(id, row);
    if (moment.type === 'return') {
      row.return_count += 1;
      row.refunds += value;
      return;
    }
    row.sale_count += 1;
    row.gross += value;
    if (!row.first_sale_at || moment.time < row.first_sale_at) row.first_sale_at = moment.time;
    if (!row.last_sale_at || moment.time > row.last_sale_at) row.last_sale_at = moment.time;
    if (!row.first_sale_day || day < row.first_sale_day) row.first_sale_day = day;
    if (!row.last_sale_day || day > row.last_sale_day) row.last_sale_day = day;
  }

  rows = (): Row[] => sorted([...this.#rows.values()]);
}

interface Facts {
  first_sale_at: Date | null;
  first_sale_day: string | null;
  last_sale_at: Date | null;
  last_sale_day: string | null;
  sale_count: number;
  return_count: number;
  gross: number;
  refunds: number;
}

const nothing = (): Facts => ({
  first_sale_at: null,
  first_sale_day: null,
  last_sale_at: null,
  last_sale_day: null,
  sale_count: 0,
  return_count: 0,
  gross: 0,
  refunds: 0,
});

function prefixes(lines: Receipt['lines']): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const { category = [], amount } of lines) {
    for (let depth = 1; depth <= category.length; depth++) {
      const path = JSON.stringify(category.slice(0, depth));
      amounts.set(path, (amounts.get(path) ?? 0) + amount);
    }
  }
  return amounts;
}

function addDay(days: Map<string, Row>, { moment, day }: KnownSale, value: number): void {
  const { storeId, data, type } = moment;
  const key = JSON.stringify([storeId, data.currency, day]);
  const row = (days.get(key) ?? {
    store_id: storeId,
    currency: data.currency,
    day,
    sale_count: 0,
    return_count: 0,
    gross: 0,
    refunds: 0,
    articles: 0,
  }) as Record<string, number>;
  days.set(key, row);
  const articles = (data.lines as Receipt['lines'])
    .filter(({ kind = 'goods' }) => kind === 'goods')
    .reduce((sum, { quantity }) => sum + Number(quantity), 0);
  const isSale = type === 'receipt';
  row.sale_count! += isSale ? 1 : 0;
  row.return_count! += isSale ? 0 : 1;
  row.gross! += isSale ? value : 0;
  row.refunds! += isSale ? 0 : value;
  row.articles! += isSale ? articles : -articles;
}
