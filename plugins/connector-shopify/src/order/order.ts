import type { Brought, BroughtRecords, MapContext, Payload, Text } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';
import { profileOf } from '../customer/profile.ts';
import { returnOf } from '../refund/return.ts';
import { orderHead } from './head.ts';
import { isTouched, unpaid } from './paid.ts';
import { receiptOf } from './receipt.ts';

type Context = MapContext<ShopifyArgs>;

/**
 * An order as a webhook tells it: the receipt once it is paid, its refunds, and what Shopify says of the customer.
 * @param first whether nothing can have happened to the order before: it was just made, or paid
 */
export function orderOf(order: Payload, first: boolean, { args, locale }: Context): Brought {
  if (order.maybeFlag('test')) return { ignored: testOrder };
  const profiles = customerIn(order, locale.country);
  const why = unpaid(order) ?? (!first && isTouched(order) ? touched : undefined);
  const moments = why ? [] : [receiptOf(order, args, first)];
  if (!unpaid(order)) moments.push(...refundsOf(order, args));
  if (moments.length === 0 && profiles.length === 0)
    return { ignored: why ?? { en: 'nothing is told', fr: 'rien n’est dit' } };
  return { ...(profiles.length > 0 ? { profiles } : {}), ...(moments.length > 0 ? { moments } : {}) };
}

const testOrder: Text = { en: 'a test order', fr: 'une commande d’essai' };
const touched: Text = {
  en: 'something came back of the order since: what was sold is told by deliveries from before',
  fr: 'quelque chose de la commande est revenu depuis : ce qui a été vendu est dit par des livraisons antérieures',
};
const edited: Text = {
  en: 'the order was edited: the receipt stays as it was told first',
  fr: 'la commande a été modifiée : le ticket reste tel qu’il a été dit d’abord',
};
const nothingBack: Text = {
  en: 'nothing came back, and nothing was paid back',
  fr: 'rien n’est revenu, et rien n’a été remboursé',
};

function refundsOf(order: Payload, args: ShopifyArgs) {
  const refunds = order.list('refunds');
  if (refunds.length === 0) return [];
  const head = orderHead(order, args);
  return refunds.flatMap((refund) => returnOf(refund, head) ?? []);
}

/** The customer as of the order, where Shopify says since when: an older one than is known changes nothing. */
function customerIn(order: Payload, country: string): NonNullable<BroughtRecords['profiles']> {
  const customer = order.maybeObject('customer');
  return customer?.maybeTime('updated_at') ? [profileOf(customer, country)] : [];
}

/** An order of the shop's history or of what changed since, from the API; its refunds come by themselves. */
export function pulledOrder(order: Payload, history: boolean, { args }: Context): Brought {
  if (order.maybeFlag('test')) return { ignored: testOrder };
  const why = unpaid(order);
  if (why) return { ignored: why };
  if (!history && order.maybeFlag('edited')) {
    return { ignored: edited };
  }
  return { moments: [receiptOf(order, args)] };
}

/** A refund from the API, with its order's head. */
export function pulledRefund(refund: Payload, { args }: Context): Brought {
  const order = refund.object('order');
  if (order.maybeFlag('test')) return { ignored: testOrder };
  const why = unpaid(order);
  if (why) return { ignored: why };
  const moment = returnOf(refund, orderHead(order, args));
  return moment ? { moments: [moment] } : { ignored: nothingBack };
}
