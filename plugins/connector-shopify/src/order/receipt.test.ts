import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MomentInput } from '@chaland/core';
import type { Receipt } from '@chaland/sales/contract';
import { bulkObject } from '../testing/bulk-object.ts';
import { orderRows } from '../testing/graphql-shape.ts';
import { mapped, momentsOf } from '../testing/mapped.ts';
import { moneySet } from '../testing/money-set.ts';
import { aLine, anOrder, type Json, shipping } from '../testing/order.ts';
import { aRefund, transaction } from '../testing/refund.ts';

const receiptOf = (order: Json, ...over: [Parameters<typeof momentsOf>[3]?]) => {
  const [moment] = momentsOf('receipt', 'orders/paid', order, ...over);
  return { ...moment!, data: moment!.data as Receipt };
};
const lineOf = (order: Json, at = 0) => receiptOf(order).data.lines[at]!;

/** An order of one line whose total is what it says. */
const totalling = (total: string, over: Json): Json => anOrder({ total_price_set: moneySet(total), ...over });

test('a paid order is a receipt of its customer, by the number that is printed', () => {
  const { id, type, time, customer, store, data } = receiptOf(anOrder(), { webStore: 'web' });
  assert.deepEqual(
    { id, type, time, customer, store },
    {
      id: 'order/450789469',
      type: 'receipt',
      time: '2026-02-02T09:15:00.000Z',
      customer: { id: '9001' },
      store: 'web',
    },
  );
  assert.deepEqual(data, {
    number: '#1001',
    currency: 'EUR',
    channel: 'web',
    taxIncluded: true,
    tenders: [{ kind: 'card', amount: 6000 }],
    totals: { total: 6000 },
    lines: [
      {
        id: '101',
        sku: 'SHIRT-M',
        name: 'Linen shirt - M',
        brand: 'Atelier',
        quantity: 1,
        unitPrice: '60.00',
        amount: 6000,
        discounts: [],
        tax: { rate: '20', amount: 1000 },
      },
    ],
  });
});

test('a sale at a till is in the store that its location is', () => {
  const atTill = anOrder({ source_name: 'pos', location_id: 655441491, customer: null });
  const { store, customer, data } = receiptOf(atTill);
  assert.deepEqual([store, customer, data.channel], ['lyon', undefined, 'store']);
  assert.equal(receiptOf({ ...atTill, location_id: 7 }).store, '7');
});

test('a till whose place Shopify does not tell is not the web shop', () => {
  const order = anOrder({ source_name: 'pos', location_id: null });
  const { store, data } = receiptOf(order, { webStore: 'web' });
  assert.deepEqual([store, data.channel], [undefined, 'store']);
});

test('what was paid in one way has its tender; of several ways nothing tells how much each paid', () => {
  const paidBy = (...payment_gateway_names: string[]) => receiptOf(anOrder({ payment_gateway_names })).data;
  for (const [gateway, kind] of [
    ['cash', 'cash'],
    ['shopify_payments', 'card'],
    ['gift_card', 'gift_card'],
    ['Bank Deposit', 'transfer'],
    ['Cash on Delivery (COD)', 'cash'],
    ['Chèque', 'cheque'],
    ['paypal', 'wallet'],
    ['Klarna', 'credit'],
  ] as const) {
    assert.deepEqual(paidBy(gateway).tenders, [{ kind, amount: 6000 }], gateway);
  }
  assert.deepEqual(paidBy('Facture').tenders, [{ kind: 'other', amount: 6000, label: 'Facture' }]);
  assert.equal(paidBy('gift_card', 'shopify_payments').tenders, undefined);
  const rounded = receiptOf(anOrder({ total_cash_rounding_payment_adjustment_set: moneySet('-0.02') })).data;
  assert.deepEqual(rounded.tenders, [{ kind: 'card', amount: 5998 }]);
  const free = totalling('0.00', {
    line_items: [aLine({ discounts: ['60.00'] })],
    payment_gateway_names: [],
  });
  assert.deepEqual([receiptOf(free).data.tenders, receiptOf(free).data.totals], [undefined, { total: 0 }]);
});

test('the tender is the same when a refund went another way since', async () => {
  const refund = aRefund({ transactions: [transaction('60.00', { gateway: 'shopify_store_credit' })] });
  const now = anOrder({
    payment_gateway_names: ['shopify_payments', 'shopify_store_credit'],
    financial_status: 'refunded',
    refunds: [refund],
  });
  const row = await bulkObject(orderRows(now));
  row.transactions = [
    { kind: 'SALE', gateway: 'shopify_payments' },
    { kind: 'REFUND', gateway: 'shopify_store_credit' },
  ];
  const [pulled] = momentsOf('receipt', 'pull/orders', row);
  assert.deepEqual(pulled!.data, receiptOf(anOrder()).data);
});

test('a receipt names its checkout, from the version on in which the API does too', () => {
  const order = anOrder({ checkout_token: 'c0ffee01' });
  assert.equal(receiptOf(order).data.cart, 'c0ffee01');
  assert.equal(receiptOf(order, { apiVersion: '2026-04' }).data.cart, undefined);
});

test('versions without sets of money are read in the shop’s currency', () => {
  const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, part) => (key.endsWith('_set') ? undefined : part));
  const order = anOrder({
    total_price: '66.90',
    total_price_set: moneySet('66.90'),
    line_items: [aLine({ price: '66.00', discounts: ['6.00'], taxes: [[0.2, '10.00']] })],
    shipping_lines: [shipping('6.90')],
  });
  assert.deepEqual(receiptOf(plain(order) as Json).data, receiptOf(order).data);
  const neither = { ...(plain(order) as Json), total_price: null };
  assert.throws(() => mapped('orders/paid', neither), /total_price_set/);
});

test('tax that is told in the total alone is spread over the goods', () => {
  const order = totalling('132.00', {
    taxes_included: false,
    total_tax_set: moneySet('22.00'),
    tax_lines: [{ rate: 0.2, price_set: moneySet('22.00') }],
    line_items: [aLine(), aLine({ id: 102, price: '50.00' })],
  });
  assert.deepEqual(
    receiptOf(order).data.lines.map(({ amount, tax }) => [amount, tax]),
    [
      [6000, { rate: '20', amount: 1200 }],
      [5000, { rate: '20', amount: 1000 }],
    ],
  );
  assert.equal(lineOf({ ...order, tax_lines: [] }).tax?.rate, '20', 'found, where no rate is told');
});

test('pieces that were taken off before anybody paid were never sold', () => {
  const cutDown = (over: Json = {}) =>
    totalling('200.00', {
      current_total_price_set: moneySet('93.00'),
      line_items: [
        aLine({ quantity: 3, current_quantity: 2, discounts: ['30.00'], taxes: [[0.2, '25.00']] }),
        aLine({ id: 102, price: '50.00', current_quantity: 0 }),
      ],
      shipping_lines: [],
      refunds: [{ id: 1, created_at: '2026-02-02T10:15:30+01:00', transactions: [], refund_line_items: [] }],
      ...over,
    });
  const order = cutDown({ current_total_price_set: moneySet('100.00') });
  const { lines, totals, tenders } = receiptOf(order).data;
  assert.deepEqual(
    lines.map(({ id, quantity, amount, discounts, tax }) => [id, quantity, amount, discounts, tax]),
    [['101', 2, 10_000, [{ amount: 2_000 }], { rate: '20', amount: 1_667 }]],
  );
  assert.deepEqual([totals, tenders], [{ total: 10_000 }, [{ kind: 'card', amount: 10_000 }]]);
  // What doesn't add up, and what was paid back, is told as it was ordered.
  assert.equal(receiptOf(cutDown()).data.lines.length, 2);
  assert.equal(receiptOf(cutDown({ returns: [{ id: 1 }] })).data.totals?.total, 20_000);
});

test('the seller is told where the connection asks for it', () => {
  const order = anOrder({ source_name: 'pos', location_id: 655441491, user_id: 799407056 });
  assert.equal(receiptOf(order).data.seller, undefined);
  assert.equal(receiptOf(order, { sellers: true }).data.seller, '799407056');
});

test('discounts are taken off the line, by the code that they came of', () => {
  const order = totalling('50.00', {
    discount_applications: [
      { type: 'discount_code', code: 'WELCOME' },
      { type: 'automatic', title: 'Spring' },
    ],
    line_items: [aLine({ discounts: ['6.00', '4.00'] })],
  });
  const { amount, discounts } = lineOf(order);
  assert.equal(amount, 5000);
  assert.deepEqual(discounts, [
    { amount: 600, code: 'WELCOME' },
    { amount: 400, label: 'Spring' },
  ]);
});

test('a discount that is told in the total alone is spread over the goods', () => {
  const order = totalling('90.01', {
    total_discounts_set: moneySet('19.99'),
    line_items: [aLine(), aLine({ id: 102, price: '50.00' })],
  });
  assert.deepEqual(
    receiptOf(order).data.lines.map(({ amount }) => amount),
    [6000 - 1090, 5000 - 909],
  );
});

test('several taxes of a line are added up', () => {
  const order = totalling('66.53', {
    taxes_included: false,
    line_items: [
      aLine({
        taxes: [
          [0.08875, '5.33'],
          [0.02, '1.20'],
        ],
      }),
    ],
  });
  assert.deepEqual(lineOf(order).tax, { rate: '10.875', amount: 653 });
});

test('delivery, duties, a tip and a gift card are lines of their own kind', () => {
  const order = totalling('142.40', {
    total_tip_received: '3.00',
    original_total_duties_set: moneySet('22.50'),
    line_items: [aLine(), aLine({ id: 102, price: '50.00', gift_card: true, sku: '', name: 'Gift card' })],
    shipping_lines: [shipping('6.90')],
  });
  assert.deepEqual(
    receiptOf(order).data.lines.map(({ kind = 'goods', name, amount }) => [kind, name, amount]),
    [
      ['goods', 'Linen shirt - M', 6000],
      ['gift_card', 'Gift card', 5000],
      ['shipping', 'Colissimo', 690],
      ['fee', 'Duties', 2250],
      ['tip', 'Tip', 300],
    ],
  );
});

test('a tip that is a line already is not counted twice', () => {
  const order = totalling('63.00', {
    total_tip_received: '3.00',
    line_items: [
      aLine(),
      { ...aLine({ id: 102, price: '3.00', sku: null, name: 'Tip', vendor: null }), tip: {} },
    ],
  });
  assert.deepEqual(
    receiptOf(order).data.lines.map(({ kind }) => kind),
    [undefined, 'tip'],
  );
});

test('amounts are in the currency that was paid, or in the shop’s where that is wanted', () => {
  const both = (euros: string, francs: string) => moneySet(euros, 'EUR', { amount: francs, currency: 'CHF' });
  const order = totalling('60.00', {
    total_price_set: both('60.00', '57.35'),
    total_discounts_set: both('0.00', '0.00'),
    line_items: [aLine({ price_set: both('60.00', '57.35') })],
  });
  const paid = receiptOf(order).data;
  assert.deepEqual([paid.currency, paid.totals?.total], ['CHF', 5735]);
  const inShop = receiptOf(order, { money: 'shop' }).data;
  assert.deepEqual([inShop.currency, inShop.totals?.total], ['EUR', 6000]);
});

test('cash is rounded in the total', () => {
  const order = anOrder({ total_cash_rounding_payment_adjustment_set: moneySet('0.02') });
  assert.deepEqual(receiptOf(order).data.totals, { total: 6002, rounding: 2 });
});

test('an order that is not paid, or a test, is no receipt', () => {
  for (const status of ['pending', 'authorized', 'partially_paid', 'voided']) {
    const unpaid = anOrder({ financial_status: status, customer: null });
    assert.deepEqual(mapped('orders/create', unpaid), {
      ignored: {
        en: `the order is not paid in full: ${status}`,
        fr: `la commande n’est pas payée en entier : ${status}`,
      },
    });
  }
  assert.deepEqual(mapped('orders/paid', anOrder({ test: true })), {
    ignored: { en: 'a test order', fr: 'une commande d’essai' },
  });
});

test('every topic of an order tells the same receipt, until something comes back', () => {
  const told = momentsOf('receipt', 'orders/paid', anOrder());
  for (const topic of ['orders/create', 'orders/updated', 'orders/fulfilled', 'orders/cancelled']) {
    const later = anOrder({ updated_at: '2026-02-05T10:00:00Z', fulfillment_status: 'fulfilled' });
    assert.deepEqual(momentsOf('receipt', topic, later), told);
  }
  const exchanged = anOrder({ refunds: [aRefund()], line_items: [aLine(), aLine({ id: 103 })] });
  assert.deepEqual(momentsOf('receipt', 'orders/updated', exchanged), []);
});

test('an order from the API is the same receipt as the one from a webhook', async () => {
  const orders: Json[] = [
    anOrder(),
    anOrder({ source_name: 'pos', location_id: 655441491, financial_status: 'partially_refunded' }),
    totalling('142.40', {
      total_tip_received: '3.00',
      original_total_duties_set: moneySet('22.50'),
      discount_applications: [{ type: 'discount_code', code: 'WELCOME' }],
      line_items: [
        aLine({ price: '66.00', discounts: ['6.00'], taxes: [[0.2, '10.00']] }),
        aLine({ id: 102, price: '50.00', gift_card: true }),
      ],
      shipping_lines: [shipping('6.90', [[0.2, '1.15']])],
    }),
    anOrder({ total_cash_rounding_payment_adjustment_set: moneySet('-0.01'), customer: null }),
    anOrder({ checkout_token: 'c0ffee01', payment_gateway_names: ['gift_card', 'cash'] }),
    totalling('72.00', {
      taxes_included: false,
      total_tax_set: moneySet('12.00'),
      tax_lines: [{ rate: 0.2, price_set: moneySet('12.00') }],
      line_items: [aLine()],
    }),
  ];
  const bare = ({ id, type, time, customer, store, data }: Omit<MomentInput, 'source'>) => ({
    id,
    type,
    time,
    customer,
    store,
    data,
  });
  for (const order of orders) {
    const [hooked] = momentsOf('receipt', 'orders/paid', order);
    for (const topic of ['history/orders', 'pull/orders']) {
      const [pulled] = momentsOf('receipt', topic, await bulkObject(orderRows(order)));
      assert.deepEqual(bare(pulled!), bare(hooked!));
    }
  }
});

test('what was edited stays as it was told first, but for the history, which nobody told', async () => {
  const edited = await bulkObject(orderRows(anOrder(), { edited: true }));
  assert.deepEqual(mapped('pull/orders', edited), {
    ignored: {
      en: 'the order was edited: the receipt stays as it was told first',
      fr: 'la commande a été modifiée : le ticket reste tel qu’il a été dit d’abord',
    },
  });
  assert.equal(momentsOf('receipt', 'history/orders', edited).length, 1);
});

test('a field that is missing or no amount is told by its place', () => {
  const fault = (order: Json, pointer: string) =>
    assert.throws(() => mapped('orders/paid', order), { message: new RegExp(`at ${pointer}`) });
  fault(anOrder({ name: null }), '/name');
  fault(
    anOrder({ line_items: [aLine({ quantity: undefined, price_set: moneySet('dear') })] }),
    '/line_items/0/price_set/presentment_money/amount',
  );
  fault(anOrder({ line_items: null }), '/line_items');
});

test('fields that Shopify adds later change nothing', () => {
  const order = anOrder({
    brand_new: { nested: [1] },
    line_items: [aLine({ taxes: [[0.2, '10.00']], novel: true })],
  });
  assert.deepEqual(receiptOf(order), receiptOf(anOrder()));
});
