import type { Receipt, Return, ReturnedLine, SoldLine } from '../contract.ts';

/**
 * A receipt as the accounts must keep it (in France for ten years, Code de commerce, art. L123-22), without what tells
 * of the buyer: what the source added in its own words, labels and coupon codes. What stays is named, so that a field
 * which is new is forgotten, and not kept by accident.
 */
export const eraseReceipt = (sale: Receipt): Receipt => ({
  ...only(sale, 'number', 'currency', 'channel', 'taxIncluded', 'totals', 'exchange'),
  ...tendersOf(sale),
  lines: sale.lines.map(eraseLine),
});

/** The same of a return: why goods came back goes too. */
export const eraseReturn = (sale: Return): Return => ({
  ...only(sale, 'number', 'currency', 'channel', 'taxIncluded', 'totals', 'exchange'),
  ...tendersOf(sale),
  lines: sale.lines.map((line): ReturnedLine => ({ ...eraseLine(line), ...only(line, 'sold') })),
});

const tendersOf = ({ tenders }: Receipt | Return) =>
  tenders ? { tenders: tenders.map((tender) => only(tender, 'kind', 'amount')) } : {};

const eraseLine = <Line extends SoldLine | ReturnedLine>(line: Line) => ({
  ...only(
    line,
    'id',
    'kind',
    'sku',
    'gtin',
    'name',
    'category',
    'brand',
    'quantity',
    'unitPrice',
    'amount',
    'tax',
  ),
  // Without an article's number somebody typed the name at the till, perhaps that of the buyer.
  ...(line.sku === undefined && line.name !== undefined ? { name: '–' } : {}),
  ...(line.discounts ? { discounts: line.discounts.map((discount) => only(discount, 'amount')) } : {}),
});

/** Those of the fields that are there. */
function only<From extends object, Key extends keyof From>(from: From, ...keys: Key[]): Pick<From, Key> {
  const there = keys.filter((key) => from[key] !== undefined);
  return Object.fromEntries(there.map((key) => [key, from[key]])) as Pick<From, Key>;
}
