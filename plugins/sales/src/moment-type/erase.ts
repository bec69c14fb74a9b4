import type { Receipt, Return, ReturnedLine, SaleLine } from '../contract.ts';

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

const eraseLine = (line: SaleLine): SaleLine => ({
  ...only(line, 'id', 'sku', 'gtin', 'name', 'category', 'brand', 'quantity', 'unitPrice', 'amount', 'tax'),
  ...(line.discounts ? { discounts: line.discounts.map((discount) => only(discount, 'amount')) } : {}),
});

/** Those of the fields that are there. */
function only<From extends object, Key extends keyof From>(from: From, ...keys: Key[]): Pick<From, Key> {
  const there = keys.filter((key) => from[key] !== undefined);
  return Object.fromEntries(there.map((key) => [key, from[key]])) as Pick<From, Key>;
}
