import type { Payload } from '@chaland/core';
import type { SoldLine } from '@chaland/sales/contract';
import { maybeAmountOf, type Purse } from '../read/money.ts';
import { worthOf } from './lines.ts';

/**
 * Whether pieces were taken off an order before anybody paid: nothing was paid back for them, and they were never sold.
 * @param order as it was when it was paid
 */
export const isCutDown = (order: Payload): boolean =>
  order.list('returns').length === 0 &&
  order
    .list('refunds')
    .every((refund) => refund.list('transactions').length === 0 && !refund.maybeObject('return')) &&
  order.list('line_items').some((line) => left(line) < line.integer('quantity'));

/** What the order comes to without them. */
export const totalLeft = (order: Payload, purse: Purse): number =>
  maybeAmountOf(order, 'current_total_price_set', purse) || maybeAmountOf(order, 'total_price_set', purse);

/** The lines with the pieces that are left, their discounts and taxes in proportion. */
export function linesLeft(lines: readonly SoldLine[], order: Payload, purse: Purse): SoldLine[] {
  const all = order.list('line_items').filter((line) => line.integer('quantity') > 0);
  return lines.flatMap((line, index) => {
    const told = all[index];
    if (!told) return [line];
    const [quantity, ordered] = [left(told), told.integer('quantity')];
    if (quantity === ordered) return [line];
    if (quantity === 0) return [];
    const share = (amount: number) => Math.round((amount * quantity) / ordered);
    const discounts = (line.discounts ?? []).map((one) => ({ ...one, amount: share(one.amount) }));
    const off = discounts.reduce((sum, { amount }) => sum + amount, 0);
    return [
      {
        ...line,
        quantity,
        discounts,
        amount: worthOf(line.unitPrice, quantity, purse) - off,
        ...(line.tax ? { tax: { ...line.tax, amount: share(line.tax.amount) } } : {}),
      },
    ];
  });
}

const left = (line: Payload): number => line.maybeInteger('current_quantity') ?? line.integer('quantity');
