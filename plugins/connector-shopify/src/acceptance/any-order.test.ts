import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aDeployment } from '../testing/deployment.ts';
import { moneySet } from '../testing/money-set.ts';
import { aCustomer, aLine, anOrder, type Json } from '../testing/order.ts';
import { aRefund, transaction } from '../testing/refund.ts';

const refunded = {
  financial_status: 'partially_refunded',
  updated_at: '2026-02-09T14:01:00+01:00',
  refunds: [aRefund()],
};
const said = (state: string, at: string) => ({
  customer_id: 9001,
  email_address: 'simulated.9001@example.org',
  email_marketing_consent: { state, opt_in_level: 'single_opt_in', consent_updated_at: at },
});

/** A purchase with a change of name, a refund and a second thought about advertising. */
const deliveries: [string, Json][] = [
  ['customers/create', aCustomer({ last_name: 'Before', updated_at: '2026-02-01T09:00:00+01:00' })],
  ['customers_email_marketing_consent/update', said('subscribed', '2026-02-01T09:00:00+01:00')],
  ['orders/create', anOrder({ financial_status: 'pending' })],
  ['orders/paid', anOrder()],
  ['orders/fulfilled', anOrder({ fulfillment_status: 'fulfilled', updated_at: '2026-02-03T10:00:00+01:00' })],
  ['customers/update', aCustomer({ last_name: 'After', updated_at: '2026-02-08T09:00:00+01:00' })],
  ['orders/updated', anOrder(refunded)],
  ['refunds/create', aRefund()],
  ['customers_email_marketing_consent/update', said('unsubscribed', '2026-02-08T09:00:00+01:00')],
];

test('deliveries in any order, each three times, end in one state', async () => {
  const ends = [];
  for (const seed of [0, 7]) {
    await using it = await aDeployment();
    const thrice = [...deliveries, ...deliveries, ...deliveries].map((delivery, at) => ({
      delivery,
      at: at % deliveries.length,
    }));
    const shuffled = thrice
      .map((one, index) => ({ one, rank: (index * 11 + seed * 5) % 27 }))
      .toSorted((a, b) => a.rank - b.rank);
    for (const { one } of seed === 0 ? thrice.map((one) => ({ one })) : shuffled) {
      const [topic, body] = one.delivery;
      await it.send(topic, body, { 'x-shopify-webhook-id': `event-${one.at}` });
    }
    await it.app.inbox.drain();
    await it.app.stream.drain();
    const [customer] = (await it.app.get('/api/customers')).body.items;
    const { body: facts } = await it.app.get(`/api/x/sales/customers/${customer.id}`);
    ends.push({
      fates: (await it.fates()).filter(({ state }) => state === 'quarantined'),
      moments: await it.app.db.query('select source_key as key from chaland.moment_key order by 1'),
      name: customer.displayName,
      facts: JSON.stringify(facts, (key, value) =>
        key === 'customerId' || key === 'customer' ? undefined : value,
      ),
      consents: await it.app.db.query('select state, occurred_at from chaland.consent order by occurred_at'),
    });
  }
  const [first, ...others] = ends;
  assert.deepEqual(first!.fates, []);
  assert.equal(first!.name, 'Simulated After');
  assert.deepEqual(first!.moments, [{ key: 'order/450789469' }, { key: 'refund/509562969' }]);
  for (const other of others) assert.deepEqual(other, first);
});

test('what is mapped is taken by sales, whatever the order is made of', async () => {
  await using it = await aDeployment();
  const orders: Json[] = [
    anOrder(),
    anOrder({
      total_price_set: moneySet('142.40'),
      total_tip_received: '3.00',
      original_total_duties_set: moneySet('22.50'),
      line_items: [aLine(), aLine({ id: 102, price: '50.00', gift_card: true, sku: '', name: 'Gift card' })],
      shipping_lines: [
        { id: 501, title: 'Colissimo', price_set: moneySet('6.90'), discount_allocations: [], tax_lines: [] },
      ],
    }),
    anOrder({ source_name: 'pos', location_id: 655441491, ...refunded }),
    anOrder({
      taxes_included: false,
      total_price_set: moneySet('72.00'),
      line_items: [aLine({ taxes: [[0.2, '12.00']] })],
    }),
    // Tax in the total alone.
    anOrder({
      taxes_included: false,
      total_price_set: moneySet('72.00'),
      total_tax_set: moneySet('12.00'),
      line_items: [aLine()],
    }),
    // Cut down before it was paid, by a way of the shop's own.
    anOrder({
      current_total_price_set: moneySet('120.00'),
      line_items: [aLine({ quantity: 3, current_quantity: 2 })],
      payment_gateway_names: ['Facture à 30 jours'],
      checkout_token: 'c0ffee01',
    }),
    // All of it a present.
    anOrder({ total_price_set: moneySet('0.00'), line_items: [aLine({ discounts: ['60.00'] })] }),
    // Paid back with its delivery, as old versions tell it.
    anOrder({
      financial_status: 'partially_refunded',
      refunds: [
        aRefund({
          id: 77,
          admin_graphql_api_id: 'gid://shopify/Refund/77',
          order_adjustments: [
            {
              id: 9,
              kind: 'shipping_refund',
              amount_set: moneySet('-5.00'),
              tax_amount_set: moneySet('-1.00'),
            },
          ],
          transactions: [{ ...transaction('66.00'), gateway: 'Cash on Delivery (COD)' }],
        }),
      ],
    }),
  ];
  for (const [n, order] of orders.entries()) {
    const id = 3000 + n;
    await it.send('orders/paid', {
      ...order,
      id,
      admin_graphql_api_id: `gid://shopify/Order/${id}`,
      name: `#${id}`,
    });
  }
  await it.app.inbox.drain();
  assert.deepEqual(
    (await it.fates()).map(({ state, why }) => [state, why]),
    orders.map(() => ['done', null]),
  );
});

test('a till that no store is named for waits in quarantine until there is one', async () => {
  await using it = await aDeployment();
  await it.send('orders/paid', anOrder({ source_name: 'pos', location_id: 77 }));
  await it.app.inbox.drain();
  assert.deepEqual(
    (await it.fates()).map(({ state, code }) => [state, code]),
    [['quarantined', 'CHL_STORE_UNKNOWN']],
  );
});

test('an order that was edited after it was paid waits, with what to do about it', async () => {
  await using it = await aDeployment();
  await it.send('orders/paid', anOrder());
  const edited = anOrder({
    total_price_set: moneySet('110.00'),
    line_items: [aLine(), aLine({ id: 102, price: '50.00' })],
  });
  await it.send('orders/updated', edited);
  await it.app.inbox.drain();
  const { body } = await it.app.get(`/api/deliveries?connection=${it.connection.id}&state=quarantined`);
  const [{ problem }] = body.items;
  assert.deepEqual([problem.code, problem.pointer], ['CHL_MOMENT_CONFLICT', '/moments/0/id']);
  assert.match(problem.mend, /^What was told first stands\. .* Then discard the delivery\.$/);
});
