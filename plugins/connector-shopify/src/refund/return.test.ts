import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Return } from '@chaland/sales/contract';
import { refundNode } from '../testing/graphql-shape.ts';
import { mapped, momentsOf } from '../testing/mapped.ts';
import { moneySet } from '../testing/money-set.ts';
import { aLine, anOrder, type Json } from '../testing/order.ts';
import { aRefund, refundLine, transaction } from '../testing/refund.ts';

const refunded = (refund: Json, over: Json = {}) =>
  anOrder({ financial_status: 'partially_refunded', refunds: [refund], ...over });

const returnOf = (refund: Json, over: Json = {}) => {
  const [moment] = momentsOf('return', 'orders/updated', refunded(refund, over));
  return { ...moment!, data: moment!.data as Return };
};
const linesOf = (refund: Json, over: Json = {}) =>
  returnOf(refund, over).data.lines.map(({ kind = 'goods', amount, quantity }) => [kind, quantity, amount]);

test('a refund is a return of the order’s customer, at its own time', () => {
  const { id, time, customer, data } = returnOf(aRefund());
  assert.deepEqual([id, time, customer], ['refund/509562969', '2026-02-09T13:00:00.000Z', { id: '9001' }]);
  assert.deepEqual(data, {
    number: '509562969',
    currency: 'EUR',
    channel: 'web',
    taxIncluded: true,
    tenders: [{ kind: 'card', amount: 6000 }],
    totals: { total: 6000 },
    lines: [
      {
        id: '701',
        sku: 'SHIRT-M',
        name: 'Linen shirt - M',
        brand: 'Atelier',
        quantity: 1,
        unitPrice: '60.00',
        amount: 6000,
        discounts: [],
        tax: { rate: '20', amount: 1000 },
        sold: { receipt: '#1001', line: '101' },
        attributes: { restock: 'return' },
      },
    ],
  });
});

test('refunds/create has no customer, so that its order is fetched', () => {
  assert.deepEqual(mapped('refunds/create', aRefund()), {
    ignored: {
      en: 'a refund is brought in with its order, which names the customer',
      fr: 'un remboursement vient avec sa commande, qui nomme le client',
    },
    pull: true,
  });
});

test('a refund that only names its line has the article from the order', () => {
  const { line_item, ...short } = refundLine();
  const refund = aRefund({ refund_line_items: [short] });
  assert.deepEqual(returnOf(refund).data, returnOf(aRefund()).data);
  assert.throws(
    () => returnOf(refund, { line_items: [] }),
    /\/refunds\/0\/refund_line_items\/0\/line_item\b/,
  );
});

test('what is kept back of the price is an allowance below zero', () => {
  assert.deepEqual(linesOf(aRefund({ transactions: [transaction('55.00')] })), [
    ['goods', 1, 6000],
    ['allowance', 1, -500],
  ]);
});

test('money without goods is an allowance', () => {
  assert.deepEqual(linesOf(aRefund({ refund_line_items: [], transactions: [transaction('10.00')] })), [
    ['allowance', 1, 1000],
  ]);
});

test('delivery that is paid back is a line of its own', () => {
  const refund = aRefund({
    refund_shipping_lines: [
      {
        id: 601,
        subtotal_amount_set: moneySet('6.90'),
        tax_amount_set: moneySet('0.00'),
        shipping_line: { title: 'Colissimo' },
      },
    ],
    transactions: [transaction('66.90')],
  });
  assert.deepEqual(linesOf(refund), [
    ['goods', 1, 6000],
    ['shipping', 1, 690],
  ]);
});

test('versions that have delivery paid back among the adjustments tell the same line', () => {
  const order_adjustments = [
    {
      id: 602,
      kind: 'shipping_refund',
      amount_set: moneySet('-5.75'),
      tax_amount_set: moneySet('-1.15'),
    },
    { id: 603, kind: 'refund_discrepancy', amount_set: moneySet('1.00'), tax_amount_set: moneySet('0.00') },
  ];
  const refund = aRefund({ order_adjustments, transactions: [transaction('66.90')] });
  assert.deepEqual(linesOf(refund), [
    ['goods', 1, 6000],
    ['shipping', 1, 690],
  ]);
  assert.deepEqual(returnOf(refund).data.lines[1]!.tax, { rate: '20', amount: 115 });
});

test('money in another currency than amounts are kept in says that goods came back, not for how much', () => {
  const inFrancs = [transaction('57.35', { currency: 'CHF' })];
  const { lines, tenders, totals } = returnOf(aRefund({ transactions: inFrancs })).data;
  assert.deepEqual([lines.length, lines[0]!.amount, tenders, totals], [1, 6000, undefined, undefined]);
  assert.throws(() => returnOf(aRefund({ transactions: inFrancs, refund_line_items: [] })), {
    message: /another currency than EUR.*\/refunds\/0\/transactions/,
  });
});

test('a discount is shared by the pieces, whether or not the subtotal contains the tax', () => {
  const line = aLine({ quantity: 3, discounts: ['18.00'], taxes: [[0.2, '27.00']] });
  const back = (subtotal: string) =>
    linesOf(
      aRefund({
        refund_line_items: [
          refundLine({ line_item: line, subtotal_set: moneySet(subtotal), total_tax_set: moneySet('9.00') }),
        ],
        transactions: [transaction('54.00')],
      }),
    );
  assert.deepEqual(back('54.00'), [['goods', 1, 5400]]);
  assert.deepEqual(back('45.00'), [['goods', 1, 5400]]);
});

test('where prices exclude tax, it comes on top', () => {
  const refund = aRefund({ transactions: [transaction('70.00')] });
  assert.deepEqual(linesOf(refund, { taxes_included: false }), [['goods', 1, 6000]]);
});

test('how it was paid back is told, store credit and gift cards among it', () => {
  const refund = aRefund({
    transactions: [
      transaction('20.00', { gateway: 'shopify_store_credit' }),
      transaction('30.00', { gateway: 'gift_card', status: 'pending' }),
      transaction('10.00', { gateway: 'cash' }),
      transaction('60.00', { status: 'failure' }),
      transaction('60.00', { kind: 'void' }),
    ],
  });
  assert.deepEqual(returnOf(refund).data.tenders, [
    { kind: 'cash', amount: 1000 },
    { kind: 'credit_note', amount: 2000 },
    { kind: 'gift_card', amount: 3000 },
  ]);
});

test('goods that were exchanged for others of the same worth came back all the same', () => {
  const exchange = aRefund({ transactions: [], return: { id: 1 } });
  assert.deepEqual(linesOf(exchange), [['goods', 1, 6000]]);
  assert.equal(returnOf(exchange).data.tenders, undefined);
});

test('an order that was cut down before anybody paid brings nothing back', () => {
  const cancelled = refunded(aRefund({ transactions: [] }), { financial_status: 'voided', customer: null });
  assert.deepEqual(mapped('orders/cancelled', cancelled), {
    ignored: {
      en: 'the order is not paid in full: voided',
      fr: 'la commande n’est pas payée en entier : voided',
    },
  });
  const cutDown = refunded(aRefund({ transactions: [] }));
  assert.deepEqual(momentsOf('return', 'orders/updated', cutDown), []);
});

test('a refund from the API is the same return as the one in a webhook', () => {
  for (const refund of [
    aRefund(),
    aRefund({ transactions: [transaction('55.00')] }),
    aRefund({ return: { id: 'gid://shopify/Return/1' }, transactions: [] }),
  ]) {
    const order = refunded(refund);
    const hooked = momentsOf('return', 'orders/updated', order);
    for (const topic of ['history/refunds', 'pull/refunds']) {
      assert.deepEqual(momentsOf('return', topic, refundNode(refund, order)), hooked);
    }
  }
});
