import type { Payload } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';
import { storeOf } from '../args/store-of.ts';
import { idOf, maybeIdOf, word } from '../read/ids.ts';
import { type Purse, purseOf } from '../read/money.ts';

/** What an order and its refunds have in common. */
export interface OrderHead {
  order: Payload;
  /** As printed: `#1001`. */
  name: string;
  customer: { id: string } | undefined;
  channel: 'store' | 'web';
  /** Code. */
  store: string | undefined;
  purse: Purse;
  taxIncluded: boolean;
}

export function orderHead(order: Payload, args: ShopifyArgs): OrderHead {
  const customer = order.maybeObject('customer');
  const till = tillOf(order);
  return {
    order,
    name: order.text('name').slice(0, 200),
    customer: customer && { id: idOf(customer) },
    channel: till === undefined ? 'web' : 'store',
    // A till that nobody knows the place of isn't the web shop.
    store: till === 'unknown' ? undefined : storeOf(args, till),
    purse: purseOf(order, 'total_price_set', args.money),
    taxIncluded: order.maybeFlag('taxes_included') ?? false,
  };
}

/** The location of the till that it was sold at; undefined where it wasn't sold at one. */
function tillOf(order: Payload): string | undefined {
  const location = maybeIdOf(order, 'location');
  if (word(order, 'source_name') === 'pos') return location ?? 'unknown';
  // The API names a location for orders of tills alone; a webhook for some others too.
  return order.has('location') ? location : undefined;
}

/** Where the order was sold, and by whom, as a moment has it. */
export const placeOf = ({ customer, store }: OrderHead) => ({
  ...(customer ? { customer } : {}),
  ...(store === undefined ? {} : { store }),
});
