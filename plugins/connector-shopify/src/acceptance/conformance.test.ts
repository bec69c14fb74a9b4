import { type DescribedDelivery, describeConnector, type TestDelivery } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { ShopifyArgs } from '../args/schema.ts';
import { args } from '../testing/args.ts';
import { pluginAt, webhook } from '../testing/deployment.ts';
import { startFakeShopify } from '../testing/fake-shopify.ts';
import { history } from '../testing/history.ts';
import { aCustomer, anOrder, type Json } from '../testing/order.ts';
import { aRefund } from '../testing/refund.ts';

let sent = 0;

/** What Shopify sends, signed with the connection's key. */
const sends = (
  name: string,
  topic: string,
  body: Json,
  expect?: DescribedDelivery['expect'],
): DescribedDelivery => {
  const id = `conformance-${++sent}`;
  return {
    name,
    request: (given): TestDelivery =>
      webhook(topic, body, { 'x-shopify-webhook-id': id }, (given as ShopifyArgs).webhookSecret),
    ...(expect ? { expect } : {}),
  };
};

const refunded = anOrder({
  financial_status: 'partially_refunded',
  updated_at: '2026-02-09T14:01:00+01:00',
  refunds: [aRefund()],
});
const asked = {
  shop_domain: 'simulated.myshopify.com',
  customer: { id: 9001, email: 'simulated.9001@example.org' },
};

let address = 'http://127.0.0.1:9';

describeConnector({
  plugins: [sales, pluginAt(() => address)],
  connector: 'connector-shopify',
  args: { ...args(), webStore: 'web' },
  async prepare(app) {
    for (const code of ['lyon', 'web']) await app.post('/api/stores', { code, name: code });
  },
  async vendor() {
    const shop = await startFakeShopify(history());
    address = shop.address;
    return shop;
  },
  deliveries: [
    sends('a new customer', 'customers/create', aCustomer()),
    sends('an unpaid order', 'orders/create', anOrder({ financial_status: 'pending', customer: null }), {
      state: 'ignored',
    }),
    sends('a paid order', 'orders/paid', anOrder(), { moments: ['order/450789469'] }),
    sends('an order that was refunded', 'orders/updated', refunded, { moments: ['refund/509562969'] }),
    sends('a refund', 'refunds/create', aRefund(), { state: 'ignored' }),
    sends('a subscription', 'customers_email_marketing_consent/update', {
      customer_id: 9001,
      email_address: 'simulated.9001@example.org',
      email_marketing_consent: { state: 'subscribed', consent_updated_at: '2026-02-01T09:00:00+01:00' },
    }),
    sends('a question for one’s data', 'customers/data_request', { ...asked, data_request: { id: 9999 } }),
    sends('a topic that nobody asked for', 'themes/publish', { id: 1 }, { state: 'ignored' }),
    sends(
      'an order without its total',
      'orders/paid',
      anOrder({ id: 7, admin_graphql_api_id: null, total_price: null, total_price_set: null }),
      {
        state: 'quarantined',
        code: 'CHL_DELIVERY_FIELD',
      },
    ),
    sends('a shop to redact', 'shop/redact', asked, { state: 'quarantined', code: 'SHOPIFY_SHOP_REDACT' }),
  ],
});
