import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MomentType, MomentTypes, Static } from '@chaland/core';
import type { Cart, Receipt, Return, SoldLine } from '../contract.ts';
import { type abandonedCartSchema, cartAbandoned, cartUpdated } from './cart.ts';
import { receipt, type receiptSchema } from './receipt.ts';
import { returned, type returnSchema } from './return.ts';

const type = receipt.value as MomentType<Receipt>;
const returnType = returned.value as MomentType<Return>;
const line = (over: Partial<SoldLine> = {}): SoldLine => ({
  sku: 'A-1',
  quantity: 1,
  unitPrice: '10.00',
  amount: 1000,
  ...over,
});
const sale = (over: Partial<Receipt> = {}): Receipt => ({
  number: '1',
  currency: 'EUR',
  lines: [line()],
  ...over,
});
const pointers = (data: Receipt) => type.check!(data).map(({ pointer }) => pointer);
const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('the contract says the same as the schema, and moment types know both', () => {
  const fromSchema = (data: Static<typeof receiptSchema>): MomentTypes['receipt'] => data;
  const toSchema = (data: MomentTypes['return']): Static<typeof returnSchema> => data;
  const left = (data: Static<typeof abandonedCartSchema>): MomentTypes['cart.abandoned'] => data;
  assert.equal(typeof fromSchema, typeof toSchema);
  assert.equal(typeof left, typeof toSchema);
});

test('a receipt sums itself up in one line', () => {
  const data = sale({
    lines: [line({ quantity: 2, amount: 3290 }), line({ quantity: '0.350', amount: 1300 })],
  });
  assert.equal(spaced(type.summary(data, 'fr')), 'Ticket de 3 articles, 45,90 €');
  assert.equal(type.summary(data, 'en'), 'Receipt of 3 items, €45.90');
  assert.equal(spaced(type.summary(sale(), 'fr')), 'Ticket de 1 article, 10,00 €');
});

test('a return sums itself up in one line', () => {
  const data: Return = { number: '2', currency: 'EUR', lines: [line()] };
  assert.equal(spaced(returnType.summary(data, 'fr')), 'Retour de 1 article, 10,00 €');
  assert.equal(returnType.summary(data, 'en'), 'Return of 1 item, €10.00');
});

test('a currency that does not exist is refused', () => {
  assert.deepEqual(pointers(sale({ currency: 'EUX' })), ['/currency']);
});

test('a quantity below or at zero is refused where it stands', () => {
  assert.deepEqual(pointers(sale({ lines: [line(), line({ quantity: '-1' }), line({ quantity: 0 })] })), [
    '/lines/1/quantity',
    '/lines/2/quantity',
  ]);
});

test('a GTIN with a wrong check digit is refused', () => {
  const gtins = ['4006381333931', '036000291452', '96385074', '10614141000415', '4006381333932'];
  assert.deepEqual(pointers(sale({ lines: gtins.map((gtin) => line({ gtin })) })), ['/lines/4/gtin']);
});

test('a line whose discounts are told has to be what remains, to one minor unit', () => {
  const discounted = (amount: number) => sale({ lines: [line({ amount, discounts: [{ amount: 250 }] })] });
  assert.deepEqual(pointers(discounted(750)), []);
  assert.deepEqual(pointers(discounted(751)), []);
  assert.deepEqual(pointers(discounted(760)), ['/lines/0/amount']);
});

test('totals have to agree with the lines, to one minor unit a line', () => {
  const lines = [
    line({ amount: 900, discounts: [{ amount: 100 }], tax: { rate: '20', amount: 150 } }),
    line({ discounts: [], tax: { rate: '20', amount: 167 } }),
  ];
  assert.deepEqual(
    pointers(sale({ lines, totals: { gross: 2000, discount: 100, tax: 316, total: 1900 } })),
    [],
  );
  assert.deepEqual(pointers(sale({ lines, totals: { gross: 1900, discount: 0, tax: 400, total: 2000 } })), [
    '/totals/gross',
    '/totals/discount',
    '/totals/tax',
    '/totals/total',
  ]);
});

test('where prices exclude tax, the total contains it', () => {
  const lines = [line({ tax: { rate: '8.875', amount: 89 } })];
  assert.deepEqual(pointers(sale({ lines, taxIncluded: false, totals: { total: 1089 } })), []);
  assert.equal(type.summary(sale({ lines, taxIncluded: false }), 'en'), 'Receipt of 1 item, €10.89');
});

test('tenders have to pay the total, cash rounding included', () => {
  const paid = (amount: number) =>
    sale({
      currency: 'CHF',
      lines: [line({ amount: 1003 })],
      totals: { total: 1005, rounding: 2 },
      tenders: [{ kind: 'cash', amount }],
    });
  assert.deepEqual(pointers(paid(1005)), []);
  assert.deepEqual(pointers(paid(500)), ['/tenders']);
});

test('what a till sells that is no article is on the receipt, and pays it', () => {
  const data = sale({
    lines: [
      line(),
      { kind: 'service', name: 'Ourlet', quantity: 1, unitPrice: '12', amount: 1200 },
      { kind: 'gift_card', quantity: 1, unitPrice: '50', amount: 5000, reference: '****7654' },
      { kind: 'tip', quantity: 1, unitPrice: '2', amount: 200 },
    ],
    totals: { total: 7400 },
    tenders: [
      { kind: 'gift_card', amount: 400, reference: '****0001' },
      { kind: 'card', amount: 7000 },
    ],
  });
  assert.deepEqual(pointers(data), []);
  assert.equal(type.summary(data, 'en'), 'Receipt of 1 item, €74.00');
});

test('a receipt without articles says what it is of', () => {
  const card = sale({ lines: [{ kind: 'gift_card', quantity: 1, unitPrice: '50', amount: 5000 }] });
  assert.equal(spaced(type.summary(card, 'fr')), 'Ticket : carte cadeau, 50,00 €');
  assert.equal(type.summary(card, 'en'), 'Receipt: gift card, €50.00');
  const refund: Return = {
    number: '3',
    currency: 'EUR',
    lines: [
      { kind: 'shipping', quantity: 1, unitPrice: '5.90', amount: 590, sold: { receipt: '1' } },
      { kind: 'allowance', quantity: 1, unitPrice: '10', amount: 1000, sold: { receipt: '1' } },
    ],
  };
  assert.deepEqual(returnType.check!(refund), []);
  assert.equal(returnType.summary(refund, 'en'), 'Refund: delivery, allowance, €15.90');
});

test('what was free, or takes something off, is a line like others', () => {
  const lines = [
    line(),
    line({ name: 'Sample', unitPrice: '0', amount: 0 }),
    { name: 'Bon de 3 €', quantity: 1, unitPrice: '-3', amount: -300, discounts: [] },
  ];
  assert.deepEqual(pointers(sale({ lines, totals: { total: 700 } })), []);
  assert.equal(type.summary(sale({ lines }), 'en'), 'Receipt of 2 items, €7.00');
});

test('a receipt that pays back in all is refused: it is a return', () => {
  assert.deepEqual(pointers(sale({ lines: [line({ unitPrice: '-10', amount: -1000 })] })), ['/lines']);
});

test('goods without a number have a name', () => {
  const nameless: SoldLine = { quantity: 1, unitPrice: '1', amount: 100 };
  const lines: SoldLine[] = [{ ...nameless, name: 'Divers' }, { ...nameless, kind: 'tip' }, nameless];
  assert.deepEqual(pointers(sale({ lines })), ['/lines/2/sku']);
});

test('what somebody typed at the till goes when the buyer is erased, and what lines are for stays', () => {
  const erased = (type.erase as (data: Receipt) => Receipt)(
    sale({
      lines: [{ kind: 'service', name: 'Ourlet Mme Test', quantity: 1, unitPrice: '12', amount: 1200 }],
      tenders: [{ kind: 'gift_card', amount: 1200, reference: '****0001' }],
      cart: 'cart-1',
    }),
  );
  assert.deepEqual(erased, {
    number: '1',
    currency: 'EUR',
    tenders: [{ kind: 'gift_card', amount: 1200 }],
    lines: [{ kind: 'service', name: '–', quantity: 1, unitPrice: '12', amount: 1200 }],
  });
  assert.deepEqual(pointers(erased), []);
});

test('a cart sums itself up, filled, emptied and left', () => {
  const updated = cartUpdated.value as MomentType<Cart>;
  const abandoned = cartAbandoned.value as MomentType<Cart>;
  const cart: Cart = {
    cart: '1',
    currency: 'EUR',
    value: 4590,
    lines: [{ sku: 'A-1', quantity: 1, amount: 4590 }],
  };
  assert.equal(updated.summary(cart, 'en'), 'Cart of €45.90');
  assert.equal(spaced(updated.summary({ ...cart, lines: [], value: 0 }, 'fr')), 'Panier vidé');
  assert.equal(spaced(abandoned.summary(cart, 'fr')), 'Panier abandonné, 45,90 €');
  assert.deepEqual(
    updated.check!({ ...cart, lines: [{ quantity: 0 }] }).map(({ pointer }) => pointer),
    ['/lines/0/quantity', '/lines/0/sku'],
  );
});
