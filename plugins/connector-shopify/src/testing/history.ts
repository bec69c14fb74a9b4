import type { ShopState } from './fake-shopify.ts';
import { customerRow, orderRows } from './graphql-shape.ts';
import { moneySet } from './money-set.ts';
import { aCustomer, anOrder, type Json } from './order.ts';
import { aRefund } from './refund.ts';

/** An order by its number. */
export const numbered = (n: number, over: Json = {}): Json =>
  anOrder({ id: n, admin_graphql_api_id: `gid://shopify/Order/${n}`, name: `#${n}`, ...over });

const abandoned = (updatedAt: string): Json[] => [
  {
    id: 'gid://shopify/AbandonedCheckout/1',
    url: 'https://simulated.myshopify.com/548380009/checkouts/c0ffee01/recover?key=simulated',
    completed_at: null,
    updated_at: updatedAt,
    customer: { id: 'gid://shopify/Customer/9001' },
    total_price_set: moneySet('60.00'),
  },
  {
    __typename: 'AbandonedCheckoutLineItem',
    sku: 'SHIRT-M',
    title: 'Linen shirt',
    quantity: 1,
    discounted_total_price_set: moneySet('60.00'),
    __parentId: 'gid://shopify/AbandonedCheckout/1',
  },
];

/** A shop with a history: an order, one that was partly given back, a customer and a checkout that was left. */
export function history(): Partial<ShopState> {
  const refund = aRefund();
  const refunded = numbered(1002, { financial_status: 'partially_refunded', refunds: [refund] });
  return {
    customers: [
      [
        customerRow(aCustomer(), {
          email: { state: 'subscribed', consent_updated_at: '2026-02-01T08:00:00Z' },
        }),
      ],
    ],
    orders: [orderRows(numbered(1001)), orderRows(refunded)],
    abandonedCheckouts: [abandoned('2026-02-05T10:00:00Z')],
    refunds: [{ refund, order: refunded }],
  };
}
