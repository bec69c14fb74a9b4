import type { Receipt, Return, SaleLine } from '../contract.ts';

/** What a line was worth to the customer: after discounts, tax included. Minor units. */
export const lineValue = ({ amount, tax }: SaleLine, taxIncluded = true): number =>
  amount + (taxIncluded ? 0 : (tax?.amount ?? 0));

/** The sum of the lines. Totals that the source states are checked against it, and not used. */
export const saleValue = ({ lines, taxIncluded }: Receipt | Return): number =>
  lines.reduce((sum, line) => sum + lineValue(line, taxIncluded), 0);
