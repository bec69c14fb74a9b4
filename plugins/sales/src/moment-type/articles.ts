import { decimal } from '@chaland/core';
import type { ReturnedKind, SaleLine } from '../contract.ts';

/**
 * How many articles changed hands, as people count: what is weighed or measured is one. Goods alone; a line that takes
 * something off is none.
 */
export const articlesOf = (lines: readonly (SaleLine & { kind?: ReturnedKind })[]): number =>
  lines.filter(isArticle).reduce((count, { quantity }) => {
    const { units, scale } = decimal(quantity);
    const one = 10n ** BigInt(scale);
    return count + (units % one === 0n ? Number(units / one) : 1);
  }, 0);

const isArticle = ({ kind = 'goods', unitPrice }: SaleLine & { kind?: ReturnedKind }) =>
  kind === 'goods' && !unitPrice.startsWith('-');
