import {
  compareDecimals,
  decimal,
  type Fault,
  formatMoney,
  isCurrency,
  momentType,
  Type,
} from '@chaland/core';
import type { AbandonedCart, Cart } from '../contract.ts';
import { cartSample } from './sample.ts';
import { anythingElse, articleFields, money, reference, strict } from './schema.ts';

const cartLine = Type.Object(
  { ...articleFields, amount: Type.Optional(money('Minor units of the line, where the source tells')) },
  strict,
);

const cartOf = (fewest: 0 | 1) =>
  Type.Object(
    {
      cart: reference("The source's own id of the cart"),
      currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
      lines: Type.Array(cartLine, { minItems: fewest, maxItems: 5000 }),
      value: money('What there would be to pay, in minor units'),
      url: Type.Optional(
        Type.String({
          maxLength: 2000,
          pattern: '^https?://[^/?#@\\s]+(/[^?#@\\s]*)?$',
          description: 'Of the shop or the cart, for everybody: without query and fragment',
          examples: ['https://shop.example.com/cart'],
        }),
      ),
      channel: Type.Optional(reference('`web`, `app`, …')),
      attributes: anythingElse,
    },
    strict,
  );

export const cartSchema = cartOf(0);
export const abandonedCartSchema = cartOf(1);

/** What is in a cart now. */
export const cartUpdated = momentType({
  type: 'cart.updated',
  version: 1,
  stage: 'browse',
  title: { en: 'Cart', fr: 'Panier' },
  schema: cartSchema,
  check: (data: Cart) => checkCart(data),
  sample: cartSample,
  summary(data: Cart, language) {
    const money = formatMoney(data.value, data.currency, language);
    if (data.lines.length === 0) return language === 'fr' ? 'Panier vidé' : 'Cart emptied';
    return language === 'fr' ? `Panier de ${money}` : `Cart of ${money}`;
  },
});

/** A cart that was left. Nobody was there when it was noticed: it's no contact. */
export const cartAbandoned = momentType({
  type: 'cart.abandoned',
  version: 1,
  stage: 'intent',
  contact: false,
  title: { en: 'Abandoned cart', fr: 'Panier abandonné' },
  schema: abandonedCartSchema,
  check: (data: AbandonedCart) => checkCart(data),
  sample: cartSample,
  summary(data: AbandonedCart, language) {
    const money = formatMoney(data.value, data.currency, language);
    return language === 'fr' ? `Panier abandonné, ${money}` : `Abandoned cart, ${money}`;
  },
});

/** Shops add carts up in their own ways, with taxes and delivery or without: its value isn't checked. */
function checkCart({ currency, lines }: Cart): Fault[] {
  if (!isCurrency(currency)) {
    return [{ pointer: '/currency', message: `"${currency}" is not an ISO 4217 currency` }];
  }
  return lines.flatMap(({ sku, name, quantity }, index) => [
    ...(compareDecimals(decimal(quantity), decimal(0)) <= 0
      ? [{ pointer: `/lines/${index}/quantity`, message: 'A quantity is more than zero' }]
      : []),
    ...(sku === undefined && name === undefined
      ? [{ pointer: `/lines/${index}/sku`, message: 'A line has the number of its article, or a name' }]
      : []),
  ]);
}
