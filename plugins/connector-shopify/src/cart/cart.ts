import type { Brought, Payload } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';
import { bareId } from '../read/ids.ts';
import { cartLine, sessionOf, storeOf } from './checkout.ts';

/**
 * A cart of the web shop, before the checkout: nobody is named in it.
 * @param fallback ISO 4217, for a cart that was emptied: it has no currency
 */
export function cartOf(cart: Payload, args: ShopifyArgs, fallback: string): Brought {
  const token = cart.maybeText('token') ?? cart.text('id');
  const time = cart.time('updated_at');
  const items = cart.requiredList('line_items').filter((line) => line.integer('quantity') > 0);
  const priced = items[0]?.maybeObject('line_price_set');
  const side = priced ? `line_price_set/${args.money}_money` : '';
  const currency = priced ? items[0]!.currency(`${side}/currency_code`) : fallback;
  const lines = items.map((line) =>
    cartLine(line, side ? line.money(`${side}/amount`, currency) : line.money('line_price', currency)),
  );
  return {
    moments: [
      {
        id: `cart/${bareId(token)}/${time}`,
        type: 'cart.updated',
        time,
        ...storeOf(args),
        ...sessionOf(token),
        data: {
          cart: bareId(token),
          currency,
          lines,
          value: lines.reduce((sum, { amount = 0 }) => sum + amount, 0),
          channel: 'web',
        },
      },
    ],
  };
}
