import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../http/problem.ts';
import { type Payload, payload } from './payload.ts';

const order = payload({
  id: 450789469,
  note: null,
  email: '  ',
  total: '12.10',
  tip: 0.1,
  paid: true,
  at: '2026-03-02T10:15:00.123456789+01:00',
  local: '2026-03-02T10:15:00',
  customer: { 'e/mail': 'a@example.org', city: '' },
  lines: [{ price: 12.5, quantity: '2' }, { price: 'free' }],
});

/** What is wrong, and where. */
function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    const { code, details } = error as Problem;
    assert.equal(code, 'CHL_DELIVERY_FIELD');
    return `${details.pointer} ${details.detail}`;
  }
  return 'none';
}

test('a field is read by its path, with or without the first slash', () => {
  assert.equal(order.text('/id'), '450789469');
  assert.equal(order.text('customer/e~1mail'), 'a@example.org');
  assert.equal(order.object('customer').text('e~1mail'), 'a@example.org');
  assert.equal(order.integer('lines/0/quantity'), 2);
  assert.equal(order.flag('paid'), true);
});

test('null, blank text and what is not there are absent alike', () => {
  for (const path of ['note', 'email', 'customer/city', 'phone', 'note/deep/down', 'toString']) {
    assert.equal(order.maybeText(path), undefined, path);
    assert.equal(
      faultOf(() => order.text(path)),
      `/${path} is missing`,
    );
  }
  assert.equal(order.maybeObject('shipping'), undefined);
  assert.deepEqual(order.list('refunds'), []);
});

test('a field that came as null is told from one that was left out', () => {
  assert.deepEqual([order.has('note'), order.has('phone')], [true, false]);
});

test('amounts are exact, from text and from numbers', () => {
  assert.equal(order.money('total', 'EUR'), 1210);
  assert.equal(order.money('tip', 'EUR'), 10);
  assert.equal(order.decimal('total'), '12.10');
  assert.equal(order.decimal('tip'), '0.1');
  assert.equal(payload({ price: '1000.00' }).money('price', 'JPY'), 1000);
  assert.equal(
    payload({ price: 1.005 }).money('price', 'EUR'),
    100,
    'half to even, not to what the float is',
  );
  assert.equal(payload({ price: 1.015 }).money('price', 'EUR'), 102);
  assert.equal(payload({ currency: 'eur' }).currency('currency'), 'EUR');
});

test('the same instant is written alike, whatever its offset', () => {
  assert.equal(order.time('at'), '2026-03-02T09:15:00.123Z');
  assert.equal(order.time('local', 'Europe/Paris'), '2026-03-02T09:15:00.000Z');
});

const malformed: [string, (from: Payload) => unknown][] = [
  ['/lines/1/price is no amount of money', (from) => from.list('lines')[1]?.money('price', 'EUR')],
  ['/total is in a currency that does not exist: "EUX"', (from) => from.money('total', 'EUX')],
  ['/total is no whole number', (from) => from.integer('total')],
  ['/total is no currency of ISO 4217', (from) => from.currency('total')],
  ['/local is no time of RFC 3339 with its offset', (from) => from.time('local')],
  ['/id is no time of RFC 3339', (from) => from.time('id')],
  ['/id is neither true nor false', (from) => from.flag('id')],
  ['/id is no object', (from) => from.object('id')],
  ['/id is no object', (from) => from.text('id/deeper')],
  ['/customer is no list', (from) => from.list('customer')],
  ['/customer is no text', (from) => from.text('customer')],
  ['/lines is no object', (from) => from.object('lines')],
  ['/lines/1/quantity is missing', (from) => from.text('lines/1/quantity')],
  ['/refunds is missing', (from) => from.requiredList('refunds')],
];
for (const [expected, read] of malformed) {
  test(`a fault says where and what, and not the value: ${expected}`, () =>
    assert.equal(
      faultOf(() => read(order)),
      expected,
    ));
}

test('what is malformed is no less so where it may be absent', () => {
  assert.equal(
    faultOf(() => order.maybeMoney('lines/1/price', 'EUR')),
    '/lines/1/price is no amount of money',
  );
});

test('an amount and a count that a number can not hold are refused', () => {
  const huge = payload({ many: '9007199254740993', much: '1e17' });
  assert.equal(
    faultOf(() => huge.integer('many')),
    '/many is too large to count with',
  );
  assert.equal(
    faultOf(() => huge.money('much', 'EUR')),
    '/much is too large to count in minor units',
  );
});
