import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Cart, Receipt, Return } from '@chaland/sales/contract';
import { customerRow } from './testing/graphql-shape.ts';
import { history } from './testing/history.ts';
import { brought, mapped, momentsOf } from './testing/mapped.ts';
import { moneySet } from './testing/money-set.ts';
import { aCustomer, aLine, anOrder, type Json, shipping } from './testing/order.ts';
import { aRefund, refundLine, transaction } from './testing/refund.ts';

const receipt = (order: Json, ...over: [Parameters<typeof momentsOf>[3]?]) =>
  momentsOf('receipt', 'orders/paid', order, ...over)[0]?.data as Receipt;
const back = (refund: Json, order: Json = {}) => {
  const told = anOrder({ financial_status: 'partially_refunded', ...order, refunds: [refund] });
  return momentsOf('return', 'orders/updated', told)[0]?.data as Return;
};
const kinds = ({ lines }: Receipt | Return) => lines.map(({ kind = 'goods' }) => kind);
const totalling = (total: string, over: Json) => anOrder({ total_price_set: moneySet(total), ...over });
const ignored = (topic: string, body: Json) => assert('ignored' in mapped(topic, body), topic);
const consent = (state: string, since: string | null = '2026-02-01T09:00:00Z') =>
  mapped('customers_email_marketing_consent/update', {
    customer_id: 9001,
    email_address: 'simulated.9001@example.org',
    email_marketing_consent: { state, consent_updated_at: since },
  });
const stateOf = (read: ReturnType<typeof consent>) =>
  'consents' in read ? read.consents![0]!.state : undefined;
const checkout = {
  token: 'c0ffee01',
  currency: 'EUR',
  updated_at: '2026-02-02T10:05:00Z',
  total_price: '60.00',
  line_items: [],
};
const asked = { shop_domain: 'simulated.myshopify.com', customer: { id: 9001 }, data_request: { id: 1 } };

/** What each row of the table says, tried. */
const rows: Record<string, () => unknown> = {
  'Paid order': () => assert.equal(receipt(anOrder()).number, '#1001'),
  'Unpaid, authorised or partly paid order': () =>
    ['pending', 'authorized', 'partially_paid'].forEach((financial_status) => {
      ignored('orders/create', anOrder({ financial_status, customer: null }));
    }),
  'Test order': () => ignored('orders/paid', anOrder({ test: true })),
  'Sale at a till'() {
    const [moment] = momentsOf(
      'receipt',
      'orders/paid',
      anOrder({ source_name: 'pos', location_id: 655441491 }),
    );
    assert.deepEqual([moment!.store, (moment!.data as Receipt).channel], ['lyon', 'store']);
    const nowhere = anOrder({ source_name: 'pos', location_id: null });
    assert.equal(momentsOf('receipt', 'orders/paid', nowhere, { webStore: 'web' })[0]!.store, undefined);
  },
  Seller: () => assert.equal(receipt(anOrder({ user_id: 7 }), { sellers: true }).seller, '7'),
  Discounts() {
    const discount_applications = [{ type: 'discount_code', code: 'WELCOME' }];
    const order = totalling('54.00', { discount_applications, line_items: [aLine({ discounts: ['6.00'] })] });
    assert.deepEqual(receipt(order).lines[0]!.discounts, [{ amount: 600, code: 'WELCOME' }]);
  },
  'Taxes included or not'() {
    const line_items = [aLine({ taxes: [[0.2, '12.00']] })];
    assert.equal(receipt(anOrder()).taxIncluded, true);
    assert.equal(receipt(totalling('72.00', { taxes_included: false, line_items })).taxIncluded, false);
  },
  Shipping: () =>
    assert.deepEqual(kinds(receipt(totalling('66.90', { shipping_lines: [shipping('6.90')] }))), [
      'goods',
      'shipping',
    ]),
  'Duties and additional fees'() {
    const order = totalling('65.00', {
      original_total_duties_set: moneySet('4.00'),
      original_total_additional_fees_set: moneySet('1.00'),
    });
    assert.deepEqual(kinds(receipt(order)), ['goods', 'fee', 'fee']);
  },
  Tip: () =>
    assert.deepEqual(kinds(receipt(totalling('63.00', { total_tip_received: '3.00' }))), ['goods', 'tip']),
  'Gift card sold': () =>
    assert.deepEqual(kinds(receipt(anOrder({ line_items: [aLine({ gift_card: true })] }))), ['gift_card']),
  'Several currencies'() {
    const both = moneySet('60.00', 'EUR', { amount: '57.35', currency: 'CHF' });
    const order = anOrder({
      total_price_set: both,
      total_discounts_set: null,
      line_items: [aLine({ price_set: both })],
    });
    assert.equal(receipt(order).currency, 'CHF');
    assert.equal(receipt(order, { money: 'shop' }).currency, 'EUR');
    const inFrancs = [transaction('57.35', { currency: 'CHF' })];
    assert.deepEqual(kinds(back(aRefund({ transactions: inFrancs }))), ['goods']);
    assert.throws(
      () => back(aRefund({ transactions: inFrancs, refund_line_items: [] })),
      /CHL_DELIVERY_FIELD/,
    );
  },
  'Rounding of cash': () =>
    assert.equal(
      receipt(anOrder({ total_cash_rounding_payment_adjustment_set: moneySet('0.02') })).totals?.rounding,
      2,
    ),
  'Paid in one way'() {
    const { tenders } = receipt(anOrder({ payment_gateway_names: ['gift_card'] }));
    assert.deepEqual(tenders, [{ kind: 'gift_card', amount: 6000 }]);
  },
  'Paid in several ways'() {
    const order = anOrder({ payment_gateway_names: ['gift_card', 'cash'] });
    assert.deepEqual([receipt(order).tenders, receipt(order).totals], [undefined, { total: 6000 }]);
  },
  'Order without a customer'() {
    const nobodys = anOrder({ customer: null, email: 'simulated@example.org' });
    assert.equal(momentsOf('receipt', 'orders/paid', nobodys)[0]!.customer, undefined);
  },
  'Recovered cart'() {
    const [cart] = momentsOf('cart.updated', 'checkouts/update', checkout);
    const bought = receipt(anOrder({ checkout_token: checkout.token }));
    assert.equal(bought.cart, (cart!.data as Cart).cart);
  },
  'Partial refund'() {
    const line = refundLine({ line_item: aLine({ quantity: 3, taxes: [[0.2, '30.00']] }) });
    const { lines, tenders } = back(aRefund({ refund_line_items: [line] }));
    assert.deepEqual(
      [lines[0]!.quantity, lines[0]!.amount, tenders],
      [1, 6000, [{ kind: 'card', amount: 6000 }]],
    );
  },
  'Refund of shipping'() {
    const refund_shipping_lines = [{ id: 1, subtotal_amount_set: moneySet('6.90') }];
    const refund = aRefund({
      refund_shipping_lines,
      refund_line_items: [],
      transactions: [transaction('6.90')],
    });
    assert.deepEqual(kinds(back(refund)), ['shipping']);
  },
  'Money back without goods, or less than the goods’ price'() {
    const goodwill = aRefund({ refund_line_items: [], transactions: [transaction('10.00')] });
    assert.deepEqual(kinds(back(goodwill)), ['allowance']);
    assert.equal(back(aRefund({ transactions: [transaction('55.00')] })).lines[1]!.amount, -500);
  },
  'Refund in store credit or on a gift card': () =>
    assert.deepEqual(
      ['shopify_store_credit', 'gift_card'].map(
        (gateway) => back(aRefund({ transactions: [transaction('60.00', { gateway })] })).tenders![0]!.kind,
      ),
      ['credit_note', 'gift_card'],
    ),
  'Cancelled before it was paid': () =>
    ignored(
      'orders/cancelled',
      anOrder({ financial_status: 'voided', cancelled_at: '2026-02-03T10:00:00Z', customer: null }),
    ),
  'Cancelled after it was paid'() {
    const cancelled = anOrder({
      financial_status: 'refunded',
      cancelled_at: '2026-02-03T10:00:00Z',
      refunds: [aRefund()],
    });
    assert.deepEqual(receipt(cancelled), receipt(anOrder()));
    assert.equal(momentsOf('return', 'orders/cancelled', cancelled).length, 1);
  },
  'Exchange: what came back': () =>
    assert.deepEqual(kinds(back(aRefund({ transactions: [], return: { id: 1 } }))), ['goods']),
  'Exchange: what was taken instead'() {
    const exchanged = anOrder({ refunds: [aRefund()], line_items: [aLine(), aLine({ id: 102 })] });
    assert.deepEqual(momentsOf('receipt', 'orders/updated', exchanged), []);
  },
  'Cut down before it was paid'() {
    const line_items = [aLine({ current_quantity: 0 }), aLine({ id: 102, price: '50.00' })];
    const order = totalling('110.00', { line_items, current_total_price_set: moneySet('50.00') });
    assert.equal(receipt(order).totals!.total, 5000);
    const [later] = momentsOf('receipt', 'history/orders', { ...order, payment_gateway_names: [] });
    assert.equal((later!.data as Receipt).totals!.total, 11_000);
  },
  'Edited order'() {
    ignored('orders/edited', { order_edit: { order_id: 1 } });
    const rows = history().orders![0]![0]!;
    ignored('pull/orders', { ...rows, edited: true });
  },
  Deposit: () => ignored('orders/updated', anOrder({ financial_status: 'partially_paid', customer: null })),
  Customer: () => assert.equal(brought('customers/update', aCustomer()).profiles![0]!.id, '9001'),
  'Customer’s tags, notes, other addresses': () =>
    assert.deepEqual(
      brought(
        'customers/update',
        aCustomer({ tags: 'vip', note: 'simulated', addresses: [{ city: 'Nice' }] }),
      ),
      brought('customers/update', aCustomer()),
    ),
  'Deleted or merged customer'() {
    ignored('customers/delete', { id: 9001 });
    ignored('customers/merge', {});
  },
  'Subscription to e-mail or texts': () => assert.equal(stateOf(consent('subscribed')), 'granted'),
  'Subscription without a date': () => assert('ignored' in consent('subscribed', null)),
  Unsubscribed: () => assert.equal(stateOf(consent('unsubscribed')), 'withdrawn'),
  'Pending, not subscribed, invalid, redacted': () =>
    ['pending', 'not_subscribed', 'invalid', 'redacted'].forEach((state) => {
      assert('ignored' in consent(state));
    }),
  Checkout: () => assert.equal(momentsOf('cart.updated', 'checkouts/update', checkout).length, 1),
  'Abandoned checkout': () =>
    assert.equal(
      momentsOf('cart.abandoned', 'pull/checkouts', history().abandonedCheckouts![0]![0]!).length,
      1,
    ),
  Cart: () =>
    assert.equal(
      momentsOf('cart.updated', 'carts/update', {
        token: 'ca27',
        updated_at: '2026-02-02T10:00:00Z',
        line_items: [],
      })[0]!.customer,
      undefined,
    ),
  'Request for data': () =>
    assert.equal(brought('customers/data_request', asked).requests![0]!.kind, 'access'),
  'Request to redact a customer': () =>
    assert.equal(brought('customers/redact', asked).requests![0]!.kind, 'erasure'),
  'Shop to redact': () => assert.throws(() => mapped('shop/redact', asked), /SHOPIFY_SHOP_REDACT/),
  'Products, stock, fulfilments, themes and other topics': () =>
    ['products/update', 'inventory_levels/update', 'fulfillments/create', 'themes/publish'].forEach(
      (topic) => {
        ignored(topic, {});
      },
    ),
};

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const table = [
  ...readme.split('## What is mapped')[1]!.matchAll(/^\| ([^|]+) \| (mapped|left out) \|/gm),
].map(([, name]) => name!.trim());

for (const name of table) test(`the table is right about: ${name}`, () => void rows[name]?.());

test('every row of the table is tried', () => {
  assert.deepEqual(table, Object.keys(rows));
});

test('what the API says of a customer who said nothing brings no consent', () => {
  assert.equal(brought('history/customers', customerRow(aCustomer())).consents, undefined);
});
