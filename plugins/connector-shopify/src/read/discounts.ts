import type { Payload } from '@chaland/core';
import type { Discount } from '@chaland/sales/contract';
import { amountOf, type Purse } from './money.ts';

/**
 * What was taken off a line: its own discounts, and its share of those on the whole order. A webhook says by a number
 * which of the order's discounts it is, the API says it in place.
 */
export const discountsOf = (line: Payload, order: Payload | undefined, purse: Purse): Discount[] =>
  line.list('discount_allocations').flatMap((allocation) => {
    const amount = amountOf(allocation, 'amount_set', purse);
    if (amount === 0) return [];
    const index = allocation.maybeInteger('discount_application_index');
    const application =
      allocation.maybeObject('discount_application') ??
      (index === undefined ? undefined : order?.list('discount_applications')[index]);
    const code = application?.maybeText('code');
    const label = application?.maybeText('title');
    return [
      { amount, ...(code ? { code: code.slice(0, 200) } : label ? { label: label.slice(0, 200) } : {}) },
    ];
  });

export const sumOf = (discounts: readonly Discount[]): number =>
  discounts.reduce((sum, { amount }) => sum + amount, 0);
