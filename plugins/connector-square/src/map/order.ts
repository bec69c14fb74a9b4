import type { Brought, MapContext, Payload } from '@chaland/core';
import type { Receipt } from '@chaland/sales/contract';
import type { SquareArgs } from '../args.ts';
import { chargeLines, itemLine, plainLine } from './line.ts';
import { minor } from './money.ts';
import { readingOf } from './reading.ts';
import { returnsOf, returnTotal } from './return.ts';
import { tendersOf } from './tender.ts';

/** What the moments of one order have in common. */
export interface OrderHead {
  id: string;
  currency: string;
  channel: string;
  attributes?: Record<string, unknown>;
}

/**
 * An order as it was fetched, `{ order, skus }`. Once it is completed it doesn't change: what was sold is a receipt, what
 * came back a return, and an exchange is both.
 */
export function mapOrder(body: Payload, { args }: MapContext<SquareArgs>): Brought {
  const order = body.object('order');
  const id = order.text('id');
  const state = order.text('state');
  if (state !== 'COMPLETED') {
    return {
      ignored: {
        en: `order ${id} is ${state}: it is a receipt once it is completed`,
        fr: `la commande ${id} est ${state} : elle est un ticket une fois terminée`,
      },
    };
  }
  const location = order.text('location_id');
  const customer = order.maybeText('customer_id') ?? customerOfTenders(order);
  const common = {
    time: order.maybeTime('closed_at') ?? order.time('created_at'),
    store: args.locations.find((one) => one.location === location)?.store ?? location,
    ...(customer ? { customer: { id: customer } } : {}),
  };
  const source = order.maybeText('source/name');
  const head: OrderHead = {
    id,
    currency: order.currency('total_money/currency'),
    channel: source !== undefined && /online|web|ecom/i.test(source) ? 'web' : 'store',
    ...(source ? { attributes: { source } } : {}),
  };
  const skus = (body.maybeObject('skus')?.value ?? {}) as Record<string, unknown>;
  const receipt = receiptOf(order, head, skus);
  const returns = returnsOf(order, head, skus, receipt !== undefined);
  const moments = [
    ...(receipt ? [{ id: `order/${id}`, type: 'receipt', ...common, data: receipt }] : []),
    ...returns.map(({ key, data }) => ({ id: key, type: 'return', ...common, data })),
  ];
  if (moments.length > 0) return { moments };
  return {
    ignored: {
      en: `order ${id} sold nothing and took nothing back`,
      fr: `la commande ${id} n’a rien vendu et rien repris`,
    },
  };
}

const customerOfTenders = (order: Payload): string | undefined =>
  order
    .list('tenders')
    .map((tender) => tender.maybeText('customer_id'))
    .find((id) => id !== undefined);

function receiptOf(
  order: Payload,
  { id, currency, channel, attributes }: OrderHead,
  skus: Record<string, unknown>,
): Receipt | undefined {
  const reading = readingOf(order, ['taxes', 'discounts'], currency, skus);
  const tip = minor(order, 'total_tip_money');
  const lines = [
    ...order.list('line_items').flatMap((item) => itemLine(item, reading) ?? []),
    ...chargeLines(order.list('service_charges'), reading),
    ...(tip > 0 ? [plainLine('tip' as const, tip, reading) as Receipt['lines'][number]] : []),
  ];
  if (lines.length === 0) return undefined;
  const total = minor(order, 'total_money');
  const rounding = minor(order, 'rounding_adjustment/amount_money');
  const exchanged = Math.min(returnTotal(order), total);
  const tenders = [
    ...tendersOf(order),
    // What came back in the same order paid for it, as far as it went.
    ...(exchanged > 0 ? [{ kind: 'exchange', amount: exchanged }] : []),
  ];
  const reference = order.maybeText('reference_id');
  const told = { ...attributes, ...(reference ? { reference } : {}) };
  return {
    number: id,
    currency,
    channel,
    taxIncluded: reading.taxIncluded,
    lines,
    ...(tenders.length > 0 || total === 0 ? { tenders } : {}),
    totals: { total, ...(rounding === 0 ? {} : { rounding }) },
    ...(exchanged > 0 ? { exchange: { return: id } } : {}),
    ...(Object.keys(told).length > 0 ? { attributes: told } : {}),
  };
}
