import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapped, momentsOf } from '../testing/mapped.ts';
import { moneySet } from '../testing/money-set.ts';
import type { Json } from '../testing/order.ts';

const aCheckout = (over: Json = {}): Json => ({
  id: 981820079,
  token: 'c0ffee01',
  cart_token: 'ca27',
  email: 'simulated.9001@example.org',
  phone: null,
  currency: 'EUR',
  presentment_currency: 'EUR',
  created_at: '2026-02-02T10:00:00+01:00',
  updated_at: '2026-02-02T10:05:00+01:00',
  completed_at: null,
  total_price: '66.90',
  line_items: [{ sku: 'SHIRT-M', title: 'Linen shirt', quantity: 1, price: '60.00', line_price: '60.00' }],
  ...over,
});

const aCart = (over: Json = {}): Json => ({
  id: 'ca27',
  token: 'ca27',
  updated_at: '2026-02-02T09:55:00.000Z',
  line_items: [{ sku: 'SHIRT-M', title: 'Linen shirt', quantity: 2, line_price_set: moneySet('120.00') }],
  ...over,
});

test('each state of a checkout is a moment of its own', () => {
  const told = { cart: 'c0ffee01', currency: 'EUR', value: 6690, channel: 'web' };
  assert.deepEqual(momentsOf('cart.updated', 'checkouts/update', aCheckout(), { webStore: 'web' }), [
    {
      id: 'checkout/c0ffee01/2026-02-02T09:05:00.000Z',
      type: 'cart.updated',
      time: '2026-02-02T09:05:00.000Z',
      customer: { identifiers: [{ kind: 'email', value: 'simulated.9001@example.org' }] },
      store: 'web',
      session: 'ca27',
      data: { ...told, lines: [{ sku: 'SHIRT-M', name: 'Linen shirt', quantity: 1, amount: 6000 }] },
    },
  ]);
  const [known] = momentsOf('cart.updated', 'checkouts/create', aCheckout({ customer: { id: 9001 } }));
  assert.deepEqual(known?.customer, { id: '9001' });
});

test('a checkout that became an order is told by the order', () => {
  assert('ignored' in mapped('checkouts/update', aCheckout({ completed_at: '2026-02-02T10:15:00+01:00' })));
});

test('a cart names nobody, and may be empty again', () => {
  const [filled] = momentsOf('cart.updated', 'carts/update', aCart());
  assert.deepEqual(filled?.data, {
    cart: 'ca27',
    currency: 'EUR',
    lines: [{ sku: 'SHIRT-M', name: 'Linen shirt', quantity: 2, amount: 12000 }],
    value: 12000,
    channel: 'web',
  });
  assert.equal(filled?.customer, undefined);
  const [empty] = momentsOf('cart.updated', 'carts/update', aCart({ line_items: [] }));
  assert.deepEqual((empty!.data as Json).lines, []);
});

const abandoned = (over: Json = {}): Json => ({
  id: 'gid://shopify/AbandonedCheckout/981820079',
  url: 'https://simulated.myshopify.com/548380009/checkouts/c0ffee01/recover?key=simulated',
  completed_at: null,
  updated_at: '2026-02-02T09:05:00Z',
  customer: { id: 'gid://shopify/Customer/9001' },
  total_price_set: moneySet('66.90'),
  line_items: [
    { sku: 'SHIRT-M', title: 'Linen shirt', quantity: 1, discounted_total_price_set: moneySet('60.00') },
  ],
  ...over,
});

test('a checkout that was left is abandoned since it was last touched, and the same cart', () => {
  for (const topic of ['history/checkouts', 'pull/checkouts']) {
    const [moment] = momentsOf('cart.abandoned', topic, abandoned());
    assert.deepEqual(
      [moment?.id, moment?.customer, (moment!.data as Json).cart, (moment!.data as Json).value],
      ['checkout/c0ffee01/abandoned/2026-02-02T09:05:00.000Z', { id: '9001' }, 'c0ffee01', 6690],
    );
  }
  assert.equal(
    (momentsOf('cart.abandoned', 'pull/checkouts', abandoned({ url: null }))[0]!.data as Json).cart,
    '981820079',
  );
});
