import { type Brought, type Delivery, type MapContext, parsePayload } from '@chaland/core';
import type { SquareArgs } from '../args.ts';
import { mapCustomer } from './customer.ts';
import { mapEvent } from './event.ts';
import { mapOrder } from './order.ts';

/** What is fetched has a topic of its own; all others are types of events. */
export const fetched = { order: 'order', customer: 'customer' } as const;

/** What one delivery of Square says. */
export function mapDelivery({ topic, body }: Delivery, context: MapContext<SquareArgs>): Brought {
  switch (topic) {
    case fetched.order:
      return mapOrder(parsePayload(body), context);
    case fetched.customer:
      return mapCustomer(parsePayload(body), context);
    default:
      return mapEvent(parsePayload(body), context);
  }
}
