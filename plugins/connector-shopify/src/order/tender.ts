import type { Payload } from '@chaland/core';
import type { Tender } from '@chaland/sales/contract';
import { tenderKind } from '../read/gateway.ts';
import { word } from '../read/ids.ts';

/**
 * How an order was paid, where all of it was paid in one way. Of several ways a webhook has the names, and not how much
 * each paid; the API knows, but both have to tell the same receipt.
 * @param paid minor units
 */
export function tendersOf(order: Payload, paid: number): Tender[] | undefined {
  const [gateway, ...others] = payingGateways(order);
  if (gateway === undefined || others.length > 0 || paid <= 0) return undefined;
  const kind = tenderKind(gateway);
  return [{ kind, amount: paid, ...(kind === 'other' ? { label: gateway.slice(0, 200) } : {}) }];
}

/** A gateway that money only went back by is in the list too: only the API, asked later, has such orders. */
function payingGateways(order: Payload): string[] {
  const transactions = order.list('transactions');
  const names = order.list('payment_gateway_names').flatMap((name) => name.maybeText('') ?? []);
  return [...new Set(names)].filter((name) => {
    const by = transactions.filter((one) => one.maybeText('gateway') === name);
    return by.length === 0 || by.some((one) => word(one, 'kind') !== 'refund');
  });
}
