import type { Receipt, Return, ReturnedKind, SaleLine } from '../contract.ts';
import { owedKinds } from './schema.ts';

type Line = SaleLine & { kind?: ReturnedKind };

/** What a line was worth to the customer: after discounts, tax included. Minor units. */
export const lineValue = ({ amount, tax }: SaleLine, taxIncluded = true): number =>
  amount + (taxIncluded ? 0 : (tax?.amount ?? 0));

const owed: ReadonlySet<string> = new Set(owedKinds);

/**
 * Whether a line is a sale, or takes from one. A gift card is sold when it is redeemed: the goods that it pays are the
 * revenue, so its own line counts for nothing, or the money would count twice.
 */
export const isRevenue = ({ kind = 'goods' }: Line): boolean => !owed.has(kind);

/** What was to pay, or to pay back: all lines. Totals that the source states are checked against it, and not used. */
export const dueOf = ({ lines, taxIncluded }: Receipt | Return): number =>
  (lines as readonly Line[]).reduce((sum, line) => sum + lineValue(line, taxIncluded), 0);

/** What of it is revenue. */
export const revenueOf = ({ lines, taxIncluded }: Receipt | Return): number =>
  (lines as readonly Line[]).filter(isRevenue).reduce((sum, line) => sum + lineValue(line, taxIncluded), 0);

/** Whether it counts as a purchase or a return: whether anything of it is revenue, were it for nothing. */
export const isCounted = ({ lines }: Receipt | Return): boolean => (lines as readonly Line[]).some(isRevenue);
