import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestChaland, type TestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import { mapped, receiptOf, returnOf } from './testing/mapped.ts';
import { account, fee, item, order, refund, shipping } from './testing/shop.ts';

/** What the table in the README says, row by row. */
const rows: Record<string, () => void> = {
  'Paid order'() {
    for (const status of ['processing', 'completed', 'refunded']) {
      assert.equal(receiptOf(order({ status, date_paid_gmt: null })).id, 'order/1001', status);
    }
    const { type, time, customer, store, data } = receiptOf(order({ status: 'shipped' }));
    assert.deepEqual(
      { type, time, customer, store },
      { type: 'receipt', time: '2026-03-02T09:15:00.000Z', customer: { id: '42' }, store: 'web' },
    );
    assert.deepEqual(data.tenders, [{ kind: 'card', amount: 6000, label: 'Carte bancaire' }]);
  },
  'Paid at the door'() {
    const sent = order({ payment_method: 'cod', date_paid_gmt: null });
    assert.match(mapped('order.updated', sent).ignored!.en, /once it is paid/);
    assert.match(mapped('order.updated', { ...sent, status: 'cancelled' }).ignored!.en, /once it is paid/);
    for (const taken of [{ status: 'completed' }, { date_paid_gmt: '2026-03-05T10:00:00' }]) {
      assert.equal(receiptOf({ ...sent, ...taken }).data.tenders![0]!.kind, 'cash');
    }
  },
  'Unpaid order'() {
    for (const status of ['pending', 'on-hold', 'failed', 'cancelled', 'checkout-draft']) {
      assert.match(
        mapped('order.updated', order({ status, date_paid_gmt: null })).ignored!.en,
        /once it is paid/,
      );
    }
  },
  'Cancelled after payment'() {
    assert.deepEqual(receiptOf(order({ status: 'cancelled' })), receiptOf(order()));
  },
  'Deleted order'() {
    assert.match(mapped('order.deleted', { id: 1001 }).ignored!.en, /stays sold/);
  },
  'Partial refund'() {
    const { id, type, time, data } = returnOf(refund(), order());
    assert.deepEqual(
      { id, type, time },
      { id: 'refund/1009', type: 'return', time: '2026-03-09T14:00:00.000Z' },
    );
    assert.deepEqual(data.lines, [
      {
        id: '21',
        sku: 'ROBE-38',
        name: 'Robe – bleue',
        quantity: '1',
        unitPrice: '30',
        amount: 3000,
        tax: { rate: '20', amount: 500 },
        attributes: { product: '501' },
        sold: { receipt: '1001', line: '11' },
        reason: 'Trop petite',
      },
    ]);
    assert.deepEqual(data.tenders, [{ kind: 'card', amount: 3000 }]);
  },
  'Refund without lines'() {
    const { data } = returnOf(refund({ amount: '12.00', line_items: [], refunded_payment: false }), order());
    assert.deepEqual(
      data.lines.map(({ kind, amount }) => ({ kind, amount })),
      [{ kind: 'allowance', amount: 1200 }],
    );
    assert.deepEqual(data.tenders, [{ kind: 'other', amount: 1200 }]);
  },
  'Money back for goods that stay'() {
    const kept = item({ quantity: 0, subtotal: '-5', subtotal_tax: '-1', total: '-5', total_tax: '-1' });
    const [line] = returnOf(refund({ amount: '6.00', line_items: [kept] }), order()).data.lines;
    assert.deepEqual([line!.kind, line!.sku, line!.amount], ['allowance', 'ROBE-38', 600]);
  },
  Exchange() {
    assert.equal(receiptOf(order()).data.exchange, undefined);
  },
  'Prices with tax'() {
    const { data } = receiptOf(order());
    const { unitPrice, amount, tax } = data.lines[0]!;
    assert.deepEqual(
      [data.taxIncluded, unitPrice, amount, tax],
      [true, '30', 6000, { rate: '20', amount: 1000 }],
    );
  },
  'Prices without tax'() {
    const { data } = receiptOf(order({ prices_include_tax: false }));
    const { unitPrice, amount, tax } = data.lines[0]!;
    assert.deepEqual(
      [data.taxIncluded, unitPrice, amount, tax],
      [false, '25', 5000, { rate: '20', amount: 1000 }],
    );
  },
  'Several taxes on a line'() {
    const both = item({
      total_tax: '4.94',
      subtotal_tax: '4.94',
      taxes: [
        { id: 1, total: '3.625' },
        { id: 2, total: '1.3125' },
      ],
    });
    const { data } = receiptOf(
      order({
        total: '54.94',
        line_items: [both],
        tax_lines: [
          { rate_id: 1, rate_percent: 7.25 },
          { rate_id: 2, rate_percent: 2.625 },
        ],
      }),
    );
    assert.deepEqual(data.lines[0]!.tax, { rate: '9.875', amount: 494 });
  },
  Coupons() {
    const { data } = receiptOf(
      order({
        total: '54.00',
        coupon_lines: [{ id: 15, code: 'BIENVENUE', discount: '5.00', discount_tax: '1.00' }],
        line_items: [item({ total: '45.00', total_tax: '9.00' })],
      }),
    );
    const { unitPrice, amount, discounts } = data.lines[0]!;
    assert.deepEqual([unitPrice, amount, discounts], ['30', 5400, [{ amount: 600, code: 'BIENVENUE' }]]);
  },
  Shipping() {
    const [, line] = receiptOf(order({ total: '66.00', shipping_lines: [shipping()] })).data.lines;
    assert.deepEqual([line!.kind, line!.name, line!.amount], ['shipping', 'Colissimo', 600]);
  },
  Fees() {
    const taken = fee({
      name: 'Remise fidélité',
      total: '-5.00',
      total_tax: '-1.00',
      taxes: [{ id: 7, total: '-1' }],
    });
    const { data } = receiptOf(order({ total: '57.00', fee_lines: [fee(), taken] }));
    assert.deepEqual(
      data.lines.slice(1).map(({ kind, amount }) => ({ kind, amount })),
      [
        { kind: 'fee', amount: 300 },
        { kind: 'fee', amount: -600 },
      ],
    );
  },
  Tips() {
    const tip = fee({ name: 'Tip', total: '3.00', total_tax: '0.00', taxes: [] });
    const line = receiptOf(order({ total: '63.00', fee_lines: [tip] })).data.lines[1]!;
    assert.deepEqual([line.kind, line.name, line.amount], ['fee', 'Tip', 300]);
  },
  'Gift card that is sold'() {
    for (const key of ['wc_gc_giftcard_to', 'pw_gift_card_amount', '_ywgc_amount']) {
      const sold = item({ meta_data: [{ id: 1, key, value: '…' }] });
      assert.equal(receiptOf(order({ line_items: [sold] })).data.lines[0]!.kind, 'gift_card', key);
    }
  },
  'Gift card that pays'() {
    const told = receiptOf(
      order({ total: '40.00', gift_cards: [{ id: 3, code: 'ABCD-EFGH-1234', amount: 20 }] }),
    );
    assert.deepEqual(told.data.tenders, [
      { kind: 'card', amount: 4000, label: 'Carte bancaire' },
      { kind: 'gift_card', amount: 2000, reference: '****1234' },
    ]);
    const untold = receiptOf(order({ total: '40.00' }));
    assert.deepEqual(untold.data.tenders![1], { kind: 'other', amount: 2000 });
  },
  Deposits() {
    assert.equal(
      receiptOf(order({ meta_data: [{ id: 1, key: '_deposit', value: '10' }] })).data.totals!.total,
      6000,
    );
  },
  'Several currencies'() {
    const yen = item({ subtotal: '5000', subtotal_tax: '500', total: '5000', total_tax: '500' });
    const { data } = receiptOf(order({ currency: 'JPY', total: '5500', line_items: [yen] }));
    assert.deepEqual([data.currency, data.lines[0]!.amount, data.lines[0]!.unitPrice], ['JPY', 5500, '2750']);
  },
  'Article without SKU'() {
    const [line] = receiptOf(order({ line_items: [item({ sku: '', variation_id: 77 })] })).data.lines;
    assert.equal(line!.sku, undefined);
    assert.deepEqual([line!.name, line!.attributes], ['Robe – bleue', { product: '501', variation: '77' }]);
  },
  Account() {
    assert.deepEqual(mapped('customer.updated', account()).profiles, [
      {
        id: '42',
        identifiers: [
          { kind: 'email', value: 'camille@example.org' },
          { kind: 'phone', value: '+33478000000' },
        ],
        attributes: {
          firstName: 'Camille',
          lastName: 'Simulée',
          company: null,
          country: 'FR',
          address: { lines: ['1 rue de l’Exemple'], postalCode: '69001', city: 'Lyon', country: 'FR' },
        },
        time: '2026-03-01T08:00:00.000Z',
      },
    ]);
    assert.match(mapped('customer.deleted', { id: 42 }).ignored!.en, /is kept/);
    const [request] = mapped('customer.deleted', { id: 42 }, { deletedAccounts: 'erasure-request' })
      .requests!;
    assert.deepEqual(
      [request!.id, request!.kind, request!.customer],
      ['customer-deleted/42', 'erasure', { id: '42' }],
    );
  },
  Guest() {
    const { profiles, moments } = mapped('order.created', order({ customer_id: 0 }));
    assert.deepEqual(moments![0]!.customer, {
      identifiers: [{ kind: 'email', value: 'camille@example.org' }],
    });
    assert.equal(profiles![0]!.id, undefined);
    const nobody = mapped('order.created', order({ customer_id: 0, billing: {} }));
    assert.deepEqual([nobody.profiles, nobody.moments![0]!.customer], [[], undefined]);
  },
  'Point of sale'() {
    const { store, data } = receiptOf(order({ created_via: 'pos-rest-api' }));
    assert.deepEqual([store, data.channel], ['lyon', 'store']);
  },
  'Coupons, products and actions'() {
    for (const topic of [
      'coupon.created',
      'product.updated',
      'action.woocommerce_add_to_cart',
      'thing.made',
    ]) {
      assert.ok(mapped(topic, { id: 1 }).ignored, topic);
    }
  },
};

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const table = /## What is mapped\n\n((?:\|.*\n)+)/.exec(readme)![1]!.trim().split('\n').slice(2);

test('the README tells of every row that is tested here, and of no other', () => {
  assert.deepEqual(table.map((row) => row.split('|')[1]!.trim()).sort(), Object.keys(rows).sort());
});

for (const [name, says] of Object.entries(rows)) test(`README, ${name}`, says);

let app: TestChaland;
before(async () => {
  app = await startTestChaland({ plugins: [sales], start: '2026-04-01T00:00:00Z' });
  for (const code of ['web', 'lyon']) await app.post('/api/stores', { code, name: code });
});
after(() => app.close());

test('what an order and its refunds say is what receipts and returns can hold', async () => {
  const orders = [
    order(),
    order({ id: 2, number: '2', prices_include_tax: false, total: '66.00', shipping_lines: [shipping()] }),
    order({ id: 3, number: '3', total: '40.00' }),
    order({
      id: 4,
      number: '4',
      total: '0.00',
      line_items: [item({ total: '0', total_tax: '0', taxes: [] })],
    }),
    order({ id: 5, number: '5', line_items: [item({ quantity: 3 })], customer_id: 0 }),
  ];
  const moments = [
    ...orders.flatMap((one) => mapped('order.updated', one).moments!),
    returnOf(refund(), order()),
    returnOf(refund({ id: 8, line_items: [] }), order()),
  ].map((moment) => ({ ...moment, source: 'woo' }));
  const { body } = await app.post('/api/moments', moments);
  const fates = body.results as { fate: string }[];
  assert.deepEqual(
    fates.map(({ fate }) => fate),
    moments.map(() => 'recorded'),
    JSON.stringify(fates, null, 2),
  );
});
