import { type Brought, type MomentInput, type Payload, type Text, usableIdentifiers } from '@chaland/core';
import type { CartLine } from '@chaland/sales/contract';
import type { ShopifyArgs } from '../args/schema.ts';
import { bareId, idOf } from '../read/ids.ts';
import { amountOf, maybeAmountOf, purseOf } from '../read/money.ts';

const becameOrder: Text = {
  en: 'the checkout became an order, which is told by itself',
  fr: 'le panier est devenu une commande, qui est dite par elle-même',
};

/** A checkout as it is at some time: what is in it, and whom for. */
export function checkoutOf(checkout: Payload, args: ShopifyArgs, country: string): Brought {
  if (checkout.maybeTime('completed_at')) return { ignored: becameOrder };
  const currency = checkout.maybeCurrency('presentment_currency') ?? checkout.currency('currency');
  const token = checkout.text('token');
  const time = checkout.time('updated_at');
  const lines = checkout
    .list('line_items')
    .filter((line) => line.integer('quantity') > 0)
    .map((line) => cartLine(line, line.maybeMoney('line_price', currency)));
  return {
    moments: [
      {
        id: `checkout/${token}/${time}`,
        type: 'cart.updated',
        time,
        ...whoseOf(checkout, country),
        ...storeOf(args),
        ...sessionOf(checkout.maybeText('cart_token')),
        data: {
          cart: token,
          currency,
          lines,
          value: checkout.money('total_price', currency),
          channel: 'web',
        },
      },
    ],
  };
}

/** A checkout that nobody finished, from the API: it has nothing else in its list. */
export function abandonedOf(checkout: Payload, args: ShopifyArgs): Brought {
  if (checkout.maybeTime('completed_at')) return { ignored: becameOrder };
  const purse = purseOf(checkout, 'total_price_set', args.money);
  const time = checkout.time('updated_at');
  const cart = tokenIn(checkout.maybeText('url')) ?? idOf(checkout);
  const customer = checkout.maybeObject('customer');
  const lines = checkout
    .list('line_items')
    .map((line) => cartLine(line, maybeAmountOf(line, 'discounted_total_price_set', purse)));
  return {
    moments: [
      {
        id: `checkout/${cart}/abandoned/${time}`,
        type: 'cart.abandoned',
        time,
        ...(customer ? { customer: { id: idOf(customer) } } : {}),
        ...storeOf(args),
        data: {
          cart,
          currency: purse.currency,
          lines,
          value: amountOf(checkout, 'total_price_set', purse),
          channel: 'web',
        },
      },
    ],
  };
}

export function cartLine(line: Payload, amount: number | undefined): CartLine {
  const sku = line.maybeText('sku')?.slice(0, 200);
  const name = line.maybeText('title')?.slice(0, 500);
  return {
    ...(sku ? { sku } : {}),
    ...(name ? { name } : {}),
    quantity: line.integer('quantity'),
    ...(amount === undefined ? {} : { amount }),
  };
}

/** The customer, where they are known; else by what they typed, which nobody has checked. */
function whoseOf(checkout: Payload, country: string): Pick<MomentInput, 'customer'> {
  const customer = checkout.maybeObject('customer');
  if (customer) return { customer: { id: idOf(customer) } };
  const identifiers = usableIdentifiers(
    [
      { kind: 'email', value: checkout.maybeText('email') },
      { kind: 'phone', value: checkout.maybeText('phone') },
    ],
    country,
  );
  return identifiers.length > 0 ? { customer: { identifiers } } : {};
}

export const storeOf = ({ webStore }: ShopifyArgs) => (webStore === undefined ? {} : { store: webStore });

export const sessionOf = (token: string | undefined) =>
  token ? { session: bareId(token).slice(0, 200) } : {};

/** In the address by which somebody comes back to it: `…/checkouts/ac/<token>/recover?key=…`. */
const tokenIn = (url: string | undefined): string | undefined =>
  /\/checkouts\/(?:[a-z]{1,3}\/)?([^/?#]+)\/recover/.exec(url ?? '')?.[1];
