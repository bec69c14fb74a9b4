import { type Brought, type Delivery, type MapContext, type Payload, parsePayload } from '@chaland/core';
import type { WooArgs } from '../args.ts';
import { mapCustomer, mapDeletedCustomer } from './customer.ts';
import { mapOrder } from './order.ts';
import { mapRefund } from './refund.ts';
import { refuseOldVersions } from './version.ts';

/** What is fetched has a topic of its own: the same things, and refunds, which are never sent. */
export const fetched = { order: 'order', refund: 'refund', customer: 'customer' } as const;

/** What one delivery of a WooCommerce shop says. */
export function mapDelivery(delivery: Delivery, context: MapContext<WooArgs>): Brought {
  const { topic, body } = delivery;
  switch (topic) {
    case 'order.created':
    case 'order.updated':
    case 'order.restored':
    case fetched.order:
      return mapOrder(told(body), context);
    case fetched.refund:
      return mapRefund(parsePayload(body), context);
    case 'customer.created':
    case 'customer.updated':
    case fetched.customer:
      return mapCustomer(told(body), context);
    case 'customer.deleted':
      return mapDeletedCustomer(parsePayload(body), delivery, context);
    case 'order.deleted':
      return {
        ignored: 'an order that was deleted in the shop stays sold here; enter a refund to take it back',
      };
  }
  const [resource = ''] = topic.split('.');
  return { ignored: unused[resource] ?? `nothing is made of the topic "${topic.slice(0, 60)}"` };
}

function told(body: Delivery['body']): Payload {
  const read = parsePayload(body);
  refuseOldVersions(read);
  return read;
}

const unused: Readonly<Record<string, string>> = {
  coupon: 'coupons are told by the orders that use them',
  product: 'articles are told by the orders that sell them',
  action: 'actions of other plugins have no form that is known',
};
