import type { Payload } from '@chaland/core';
import type { WooArgs } from '../args.ts';

/** Where it was sold, and how. */
export function placeOf(order: Payload, { store, stores }: WooArgs): { store?: string; channel?: string } {
  const via = order.maybeText('created_via') ?? '';
  const code = stores.find(({ createdVia }) => createdVia === via)?.store ?? store;
  const channel = /^pos\b|^pos-/.test(via) ? 'store' : via === 'admin' ? undefined : 'web';
  return { ...(code ? { store: code } : {}), ...(channel ? { channel } : {}) };
}
