import { createHmac } from 'node:crypto';
import { describeConnector } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { Item } from './api.ts';
import woocommerce from './plugin.ts';
import { startShop } from './testing/fake-shop.ts';
import { args } from './testing/mapped.ts';
import { account, fee, item, order, refund, shipping } from './testing/shop.ts';

/** A webhook, signed as WooCommerce does. */
const sent = (topic: string, content: Item | string) => (given: Record<string, unknown>) => {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const signature = createHmac('sha256', String(given.webhookSecret)).update(body).digest('base64');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-wc-webhook-topic': topic,
      'x-wc-webhook-signature': signature,
    },
  };
};

const past = {
  date_modified_gmt: '2026-02-10T10:00:00',
  date_created_gmt: '2026-02-09T10:00:00',
  date_paid_gmt: '2026-02-09T10:01:00',
};

describeConnector({
  plugins: [sales, woocommerce],
  connector: 'connector-woocommerce',
  args: (vendor) => ({ ...args, shop: vendor.address }),
  deliveries: [
    {
      name: 'an order that is not paid yet',
      request: sent(
        'order.created',
        order({ ...past, status: 'pending', date_paid_gmt: null, date_modified_gmt: '2026-02-09T10:00:00' }),
      ),
      expect: { state: 'ignored' },
    },
    {
      name: 'a paid order',
      request: sent('order.updated', order(past)),
      expect: { moments: ['order/1001'] },
    },
    {
      name: 'the same order, completed',
      request: sent(
        'order.updated',
        order({ ...past, status: 'completed', date_modified_gmt: '2026-02-11T10:00:00' }),
      ),
      expect: { moments: ['order/1001'] },
    },
    {
      name: 'an order of a guest',
      request: sent(
        'order.created',
        order({
          ...past,
          id: 1002,
          number: '1002',
          customer_id: 0,
          total: '69.00',
          billing: { first_name: 'Sacha', last_name: 'Simulé', email: 'sacha@example.org', country: 'FR' },
          shipping_lines: [shipping()],
          fee_lines: [fee()],
        }),
      ),
      expect: { moments: ['order/1002'] },
    },
    {
      name: 'an account',
      request: sent('customer.updated', account({ date_modified_gmt: '2026-02-01T08:00:00' })),
    },
    {
      name: 'a coupon',
      request: sent('coupon.created', { id: 5, code: 'BIENVENUE' }),
      expect: { state: 'ignored' },
    },
    {
      name: 'an order without a currency',
      request: sent('order.updated', order({ ...past, id: 1003, currency: undefined })),
      expect: { state: 'quarantined', code: 'CHL_DELIVERY_FIELD' },
    },
    {
      name: 'no JSON',
      request: sent('order.updated', '{'),
      expect: { state: 'quarantined', code: 'CHL_DELIVERY_BODY' },
    },
    {
      name: 'the try of a webhook that was saved',
      request: () => ({
        body: 'webhook_id=3',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
      expect: { state: 'answered' },
    },
  ],
  badSignature: () => ({ ...sent('order.updated', order(past))({ webhookSecret: 'another secret' }) }),
  async vendor() {
    const shop = await startShop();
    for (let index = 1; index <= 120; index++) {
      const modified = `2026-02-0${1 + (index % 9)}T10:00:00`;
      shop.orders.push(
        order({
          ...past,
          id: index,
          number: String(index),
          customer_id: 1 + (index % 3),
          date_modified_gmt: modified,
        }),
      );
    }
    shop.orders.push(
      order({
        ...past,
        id: 500,
        number: '500',
        line_items: [item()],
        refunds: [{ id: 1009, reason: '', total: '-30.00' }],
      }),
    );
    shop.refunds['500'] = [refund({ date_created_gmt: '2026-02-12T10:00:00' })];
    for (let id = 1; id <= 3; id++) {
      shop.accounts.push(
        account({ id, email: `person${id}@example.org`, date_modified_gmt: '2026-02-01T08:00:00' }),
      );
    }
    return shop;
  },
  async prepare(app) {
    for (const code of ['web', 'lyon']) await app.post('/api/stores', { code, name: code });
  },
  personal: ['Simulé', 'Exemple', 'sacha'],
});
