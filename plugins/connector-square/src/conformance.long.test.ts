import { createHmac } from 'node:crypto';
import { describeConnector, type TestConnection } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { Answer } from './api.ts';
import square from './plugin.ts';
import { startSquare } from './testing/fake-square.ts';
import { args } from './testing/mapped.ts';
import { customer, event, order, returnOrder } from './testing/seller.ts';

/** An event, signed as Square does. */
const sent = (body: Answer) => (given: Record<string, unknown>, connection: TestConnection) => {
  const text = JSON.stringify(body);
  const signature = createHmac('sha256', String(given.signatureKey))
    .update(connection.url + text)
    .digest('base64');
  return {
    body: text,
    headers: { 'content-type': 'application/json', 'x-square-hmacsha256-signature': signature },
  };
};

const account = {
  id: 'ba2f',
  customer_id: 'CUSTOMER1',
  mapping: { id: 'm', phone_number: '+33478000000' },
  created_at: '2026-01-06T08:00:00Z',
  updated_at: '2026-01-06T08:00:00Z',
};

describeConnector({
  plugins: [sales, square],
  connector: 'connector-square',
  args: (vendor) => ({ ...args, purposes: ['newsletter'], api: vendor.address }),
  deliveries: [
    {
      name: 'a new customer',
      request: sent(
        event('customer.created', {
          customer: customer({ updated_at: '2026-01-05T10:00:00Z', given_name: 'Camile' }),
        }),
      ),
    },
    { name: 'a customer who changed', request: sent(event('customer.updated', { customer: customer() })) },
    {
      name: 'a customer who unsubscribed',
      request: sent(
        event(
          'customer.updated',
          {
            customer: customer({
              id: 'CUSTOMER2',
              email_address: 'sacha@example.org',
              phone_number: undefined,
              preferences: { email_unsubscribed: true },
            }),
          },
          { event_id: 'e2' },
        ),
      ),
    },
    {
      name: 'a loyalty account',
      request: sent(event('loyalty.account.created', { loyalty_account: account })),
    },
    {
      name: 'a note of an open order',
      request: sent(event('order.created', { order_created: { order_id: 'O', state: 'OPEN' } })),
      expect: { state: 'ignored' },
    },
    {
      name: 'a note of a payment',
      request: sent(event('payment.updated', { payment: { id: 'P', status: 'COMPLETED' } })),
      expect: { state: 'ignored' },
    },
    {
      name: 'a customer without a number',
      request: sent(event('customer.updated', { customer: { given_name: 'X' } }, { event_id: 'e3' })),
      expect: { state: 'quarantined', code: 'CHL_DELIVERY_FIELD' },
    },
    {
      name: 'no JSON',
      request: (given, connection) => ({
        ...sent({})(given, connection),
        body: '{',
        headers: {
          'x-square-hmacsha256-signature': createHmac('sha256', String(given.signatureKey))
            .update(`${connection.url}{`)
            .digest('base64'),
        },
      }),
      expect: { state: 'quarantined', code: 'CHL_DELIVERY_BODY' },
    },
  ],
  async vendor() {
    const seller = await startSquare();
    for (let index = 1; index <= 5; index++) {
      seller.orders.push(
        order({
          id: `O${index}`,
          updated_at: `2026-02-0${index}T10:00:00.000Z`,
          closed_at: `2026-02-0${index}T09:59:00.000Z`,
        }),
      );
      seller.customers.push(
        customer({
          id: `CUSTOMER${index}`,
          email_address: `person${index}@example.org`,
          phone_number: `+3347800000${index}`,
          created_at: `2026-01-0${index}T10:00:00Z`,
          updated_at: '2026-02-01T10:00:00Z',
        }),
      );
    }
    seller.orders.push(
      returnOrder({ closed_at: '2026-02-09T10:00:00.000Z', updated_at: '2026-02-09T10:00:00.000Z' }),
    );
    seller.skus.VARIATION1 = 'ROBE-38';
    return seller;
  },
  async prepare(app) {
    await app.post('/api/stores', { code: 'lyon', name: 'Lyon' });
    await app.post('/api/purposes', {
      code: 'newsletter',
      title: { en: 'Newsletter', fr: 'Lettre' },
      description: { en: 'Once a month.', fr: 'Une fois par mois.' },
      legalBasis: 'consent',
      marketing: true,
      softOptIn: false,
    });
  },
  personal: ['exemple', 'Simulée'],
});
