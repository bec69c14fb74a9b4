import type { Payload, Text } from '@chaland/core';
import { word } from '../read/ids.ts';

/** An order that was paid in full, whatever was paid back since. */
const paid: ReadonlySet<string> = new Set(['paid', 'partially_refunded', 'refunded']);

/** @returns why an order is no receipt (yet) */
export function unpaid(order: Payload): Text | undefined {
  const status = word(order, 'financial_status') ?? 'pending';
  return paid.has(status)
    ? undefined
    : {
        en: `the order is not paid in full: ${status}`,
        fr: `la commande n’est pas payée en entier : ${status}`,
      };
}

/**
 * Whether something came back of it, or went off it again. Exchanged goods are added to the same order, and nothing
 * tells which of its lines they are: what was sold first is told by deliveries from before.
 */
export const isTouched = (order: Payload): boolean =>
  order.list('refunds').length > 0 ||
  order.list('returns').length > 0 ||
  order.list('line_items').some((line) => {
    const now = line.maybeInteger('current_quantity');
    return now !== undefined && now !== line.integer('quantity');
  });
