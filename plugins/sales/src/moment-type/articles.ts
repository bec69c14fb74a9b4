import { decimal } from '@chaland/core';
import type { SaleLine } from '../contract.ts';

/** How many articles changed hands, as people count: what is weighed or measured is one. */
export const articlesOf = (lines: readonly SaleLine[]): number =>
  lines.reduce((count, { quantity }) => {
    const { units, scale } = decimal(quantity);
    const one = 10n ** BigInt(scale);
    return count + (units % one === 0n ? Number(units / one) : 1);
  }, 0);
