import type { Receipt, Return, ReturnedLine, SaleLine } from '../src/contract.ts';

export type Sale = Receipt | Return;
export type Line = SaleLine & Pick<ReturnedLine, 'kind' | 'reason' | 'sold'>;

/** What a line was worth to the customer: after discounts, tax included. Minor units. */
export const lineValue = ({ amount, tax }: SaleLine, { taxIncluded = true }: Sale): number =>
  amount + (taxIncluded ? 0 : (tax?.amount ?? 0));

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** How many articles changed hands, as people count: goods alone, and what is weighed or measured is one. */
export const articlesOf = ({ lines }: Sale): number =>
  sum(
    (lines as readonly Line[])
      .filter(({ kind = 'goods', unitPrice }) => kind === 'goods' && !unitPrice.startsWith('-'))
      .map(({ quantity }) => (Number.isInteger(Number(quantity)) ? Number(quantity) : 1)),
  );

/** What a line was reduced by. */
export const discountOf = ({ discounts = [] }: SaleLine): number =>
  sum(discounts.map(({ amount }) => amount));

/** The foot of a receipt. Amounts in minor units. */
export interface Foot {
  beforeDiscounts: number;
  discount: number;
  taxes: { rate: string; amount: number }[];
  rounding: number;
  /** What was paid, or paid back. */
  total: number;
}

/** Adds a receipt up by its lines; the rounding of cash is what only the source can say. */
export function footOf(sale: Sale): Foot {
  const discount = sum(sale.lines.map(discountOf));
  const value = sum(sale.lines.map((line) => lineValue(line, sale)));
  const rounding = sale.totals?.rounding ?? 0;
  const byRate = new Map<string, number>();
  for (const { tax } of sale.lines) if (tax) byRate.set(tax.rate, (byRate.get(tax.rate) ?? 0) + tax.amount);
  return {
    beforeDiscounts: value + discount,
    discount,
    taxes: [...byRate]
      .map(([rate, amount]) => ({ rate, amount }))
      .sort((a, b) => Number(b.rate) - Number(a.rate)),
    rounding,
    total: value + rounding,
  };
}

/** The receipts that returned goods were bought with, each once. */
export function boughtWith({ lines }: Return, source: string): { source: string; number: string }[] {
  const found = lines.flatMap(({ sold }) =>
    sold ? [{ source: sold.source ?? source, number: sold.receipt }] : [],
  );
  return [...new Map(found.map((one) => [`${one.source} ${one.number}`, one])).values()];
}
