import { type Brought, type Delivery, type MapContext, type Payload, parsePayload } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';
import { cartOf } from '../cart/cart.ts';
import { abandonedOf, checkoutOf } from '../cart/checkout.ts';
import { customerOf, emailConsentOf, smsConsentOf } from '../customer/customer.ts';
import { orderOf, pulledOrder, pulledRefund } from '../order/order.ts';
import { accessRequest, erasureRequest, shopRedact } from '../privacy/requests.ts';
import { noUseFor, unused } from './unused.ts';

type Context = MapContext<ShopifyArgs>;

/** @param told when Shopify saw it happen, by the delivery's own word */
type Mapping = (body: Payload, context: Context, told: string) => Brought;

const firstOrder: Mapping = (body, context) => orderOf(body, true, context);
const laterOrder: Mapping = (body, context) => orderOf(body, false, context);
const customer: Mapping = (body, context) => customerOf(body, context);
const checkout: Mapping = (body, { args, locale }) => checkoutOf(body, args, locale.country);
const cart: Mapping = (body, { args, locale }) => cartOf(body, args, locale.currency);

/** What each topic says. `pull/…` and `history/…` are what the connector fetched itself. */
export const mappings: Readonly<Record<string, Mapping>> = {
  'orders/create': firstOrder,
  'orders/paid': firstOrder,
  'orders/updated': laterOrder,
  'orders/fulfilled': laterOrder,
  'orders/partially_fulfilled': laterOrder,
  'orders/cancelled': laterOrder,
  // It names neither the customer nor the receipt: the order does, told by orders/updated too, and by the pull.
  'refunds/create': () => ({
    ignored: {
      en: 'a refund is brought in with its order, which names the customer',
      fr: 'un remboursement vient avec sa commande, qui nomme le client',
    },
    pull: true,
  }),
  'customers/create': customer,
  'customers/update': customer,
  'customers/enable': customer,
  'customers/disable': customer,
  'customers_email_marketing_consent/update': (body, context, told) => emailConsentOf(body, told, context),
  'customers_marketing_consent/update': (body, context, told) => smsConsentOf(body, told, context),
  'checkouts/create': checkout,
  'checkouts/update': checkout,
  'carts/create': cart,
  'carts/update': cart,
  'customers/data_request': (body, { locale }, told) => accessRequest(body, told, locale.country),
  'customers/redact': (body, { locale }, told) => erasureRequest(body, told, locale.country),
  'shop/redact': shopRedact,
  'history/customers': customer,
  'history/orders': (body, context) => pulledOrder(body, true, context),
  'history/refunds': (body, context) => pulledRefund(body, context),
  'history/checkouts': (body, { args }) => abandonedOf(body, args),
  'pull/customers': customer,
  'pull/orders': (body, context) => pulledOrder(body, false, context),
  'pull/refunds': (body, context) => pulledRefund(body, context),
  'pull/checkouts': (body, { args }) => abandonedOf(body, args),
};

export function map({ topic, body, headers, receivedAt }: Delivery, context: Context): Brought {
  const mapping = mappings[topic];
  if (!mapping) return { ignored: unused[topic] ?? noUseFor(topic) };
  const told = headers['x-shopify-triggered-at'];
  const time = told && !Number.isNaN(Date.parse(told)) ? new Date(told) : receivedAt;
  return mapping(parsePayload(body), context, time.toISOString());
}
