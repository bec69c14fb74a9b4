import type { Brought, MapContext, Payload } from '@chaland/core';
import type { SquareArgs } from '../args.ts';
import { mapCustomer } from './customer.ts';
import { mapLoyaltyAccount } from './loyalty.ts';

/** What an event says, by its type: `{ merchant_id, type, event_id, created_at, data: { id, object } }`. */
export function mapEvent(event: Payload, context: MapContext<SquareArgs>): Brought {
  const type = event.text('type');
  const { merchant, sharedApplication } = context.args;
  if (sharedApplication && event.text('merchant_id') !== merchant) {
    return { ignored: 'it is of another merchant of the same application' };
  }
  switch (type) {
    case 'order.created':
    case 'order.updated':
    case 'order.fulfillment.updated':
      return noteOfOrder(event.object(`data/object/${type.replaceAll('.', '_')}`));
    case 'payment.created':
    case 'payment.updated':
      return noteOfPayment(event.object('data/object/payment'));
    case 'refund.created':
    case 'refund.updated':
      return noteOfRefund(event.object('data/object/refund'));
    case 'customer.created':
    case 'customer.updated':
      return mapCustomer(event.object('data/object/customer'), context);
    case 'customer.deleted':
      return deleted(event, context);
    case 'loyalty.account.created':
    case 'loyalty.account.updated':
      return mapLoyaltyAccount(event.object('data/object/loyalty_account'), context);
  }
  const prefix = Object.keys(unused).find((start) => type.startsWith(start));
  return { ignored: prefix ? unused[prefix]! : `nothing is made of the event "${type.slice(0, 60)}"` };
}

/** The event has the number and the state of the order, nothing of what is in it. */
function noteOfOrder(note: Payload): Brought {
  const order = note.text('order_id');
  const state = note.text('state');
  return state === 'COMPLETED'
    ? { ignored: `order ${order} is completed: it is fetched`, pull: true }
    : { ignored: `order ${order} is ${state}: it is fetched once it is completed` };
}

function noteOfPayment(payment: Payload): Brought {
  const id = payment.text('id');
  const status = payment.text('status');
  return status === 'COMPLETED'
    ? { ignored: `payment ${id} is completed: its order is fetched, with all its payments`, pull: true }
    : { ignored: `payment ${id} is ${status}: nothing is paid yet` };
}

function noteOfRefund(refund: Payload): Brought {
  const id = refund.text('id');
  return {
    ignored: `refund ${id} is ${refund.text('status')}: the order that says what came back is fetched`,
    pull: true,
  };
}

function deleted(event: Payload, { args }: MapContext<SquareArgs>): Brought {
  const customer = event.object('data/object/customer');
  const id = customer.text('id');
  const merged =
    event.maybeText('data/object/event_context/merge/to_customer_id') ??
    customer.maybeText('event_context/merge/to_customer_id');
  if (merged) {
    return {
      ignored: `customer ${id} was merged into ${merged} in Square: both profiles stay, and matching compares them`,
    };
  }
  if (args.deletedCustomers === 'ignore') {
    return { ignored: `customer ${id} was deleted in Square: the customer is kept, as the connection says` };
  }
  const time = event.time('created_at');
  return { requests: [{ id: `customer-deleted/${id}`, kind: 'erasure', time, customer: { id } }] };
}

const unused: Readonly<Record<string, string>> = {
  'loyalty.account.deleted': 'the loyalty account ended: whose it was stays known',
  'loyalty.event': 'points of Square Loyalty are not taken over',
  'loyalty.': 'loyalty programmes and promotions are set up and kept in Square',
  'gift_card.': 'gift cards are told by the orders that sell them and those that they pay',
  'catalog.': 'articles are read with the orders that sell them',
  'inventory.': 'stock is not taken over',
  'webhooks.test_notification': 'it is a test, and it arrived',
  'oauth.': 'authorisations are kept in Square',
};
