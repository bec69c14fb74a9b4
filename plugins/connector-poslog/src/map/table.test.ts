import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Text } from '@chaland/core';
import {
  back,
  customer,
  item,
  link,
  modifier,
  other,
  sale,
  tax,
  tender,
  total,
  transaction,
} from '../testing/log.ts';
import { mapLog, receiptOf, records, returnOf } from '../testing/map-log.ts';

/** Each row of the README's table, with a log that shows it. */
const rows: Record<string, () => void> = {
  Sale() {
    const receipt = receiptOf(
      transaction({ inner: sale({ quantity: '2' }) + total('40.00') + tender('40.00') }),
    );
    assert.equal(receipt.number, 'LYON-2-2026-03-02-114');
    assert.deepEqual(receipt.lines, [
      {
        id: '1',
        sku: 'ART-1',
        name: 'Scarf',
        quantity: '2',
        unitPrice: '20.00',
        amount: 4000,
        discounts: [],
      },
    ]);
    assert.deepEqual(receipt.totals, { total: 4000 });
    assert.equal(receipt.seller, '77');
  },

  'Line with `VoidFlag`, `CancelFlag`'() {
    const inner =
      sale() + sale({ seq: 2, line: 'VoidFlag="true"' }) + sale({ seq: 3, line: 'CancelFlag="1"' });
    assert.equal(receiptOf(transaction({ inner: inner + total('20.00') })).lines.length, 1);
  },

  'Voided line below zero'() {
    const taken = sale({ seq: 3, sku: 'B', quantity: '-1', line: 'VoidFlag="true"' });
    const inner = sale({ seq: 1, sku: 'A' }) + sale({ seq: 2, sku: 'B' }) + taken;
    assert.deepEqual(
      receiptOf(transaction({ inner: inner + total('20.00') })).lines.map(({ sku }) => sku),
      ['A'],
    );
  },

  'Cancelled or suspended transaction, training'() {
    const inner = sale() + total('20.00');
    const ignored = (attributes: string, retailAttributes = '', more = '') =>
      (mapLog(transaction({ inner, attributes, retailAttributes, more })) as { ignored: Text }).ignored.en;
    assert.match(ignored('CancelFlag="true"'), /cancelled/);
    assert.match(ignored('VoidFlag="true"'), /cancelled/);
    assert.match(ignored('', 'TransactionStatus="Voided"'), /cancelled/);
    assert.match(ignored('', 'TransactionStatus="Suspended"'), /suspended/);
    assert.match(ignored('SuspendFlag="true"'), /suspended/);
    assert.match(ignored('', 'TransactionStatus="InProcess"'), /not paid/);
    assert.match(ignored('TrainingModeFlag="true"'), /training/);
    assert.match(ignored('', '', '<TrainingModeFlag>true</TrainingModeFlag>'), /training/);
  },

  'Transaction that voids an earlier one'() {
    const inner =
      sale() + sale({ seq: 2, sku: 'B' }) + link(99, 'PostVoid') + total('40.00') + tender('40.00');
    const { moments } = records(transaction({ inner }));
    assert.deepEqual(
      moments!.map(({ id, type }) => [id, type]),
      [['void/LYON/2/2026-03-02/114', 'return']],
    );
    const returned = returnOf(transaction({ inner }));
    assert.deepEqual(
      returned.lines.map(({ sku, reason, sold }) => ({ sku, reason, sold })),
      [
        { sku: 'ART-1', reason: 'void', sold: { receipt: 'LYON-2-2026-02-20-99', line: '1' } },
        { sku: 'B', reason: 'void', sold: { receipt: 'LYON-2-2026-02-20-99', line: '2' } },
      ],
    );
    assert.equal(returned.attributes?.void, true);
    assert.deepEqual(returned.totals, { total: 4000 });
  },

  'Void without its lines'() {
    const returned = returnOf(transaction({ inner: link(99, 'PostVoid') + total('-40.00') }));
    assert.deepEqual(returned.lines, [
      {
        id: '1',
        kind: 'allowance',
        quantity: 1,
        unitPrice: '40.00',
        amount: 4000,
        sold: { receipt: 'LYON-2-2026-02-20-99' },
        reason: 'void',
      },
    ]);
    assert.deepEqual(returned.totals, { total: 4000 });
    assert.equal(returned.attributes?.void, true);
  },

  'Void without its lines and without an amount'() {
    assert.throws(() => mapLog(transaction({ inner: link(99, 'PostVoid') })), {
      code: 'CHL_DELIVERY_FIELD',
      message: /neither its lines nor its total.*\/Transaction\/RetailTransaction/,
    });
  },

  'Line without an article’s number'() {
    const nameOnly = receiptOf(transaction({ inner: sale({ sku: '' }) + total('20.00') })).lines[0]!;
    assert.deepEqual([nameOnly.sku, nameOnly.name], [undefined, 'Scarf']);
    const department = '<MerchandiseHierarchy Level="Department">Scarves</MerchandiseHierarchy>';
    const keyed = sale({ sku: '', name: '', more: department });
    assert.equal(receiptOf(transaction({ inner: keyed + total('20.00') })).lines[0]!.name, 'Scarves');
    assert.throws(() => mapLog(transaction({ inner: sale({ sku: '', name: '' }) + total('20.00') })), {
      code: 'CHL_DELIVERY_FIELD',
      message: /has neither ItemID nor Description.*\/Transaction\/RetailTransaction\/LineItem\/Sale/,
    });
  },

  'Status `PostVoided`'() {
    const { moments } = records(
      transaction({ inner: sale() + total('20.00'), retailAttributes: 'TransactionStatus="PostVoided"' }),
    );
    assert.deepEqual(
      moments!.map(({ id }) => id),
      ['receipt/LYON/2/2026-03-02/114', 'void/LYON/2/2026-03-02/114'],
    );
  },

  'Return as a `Return` line'() {
    const inner = back({
      more: `${link(41, 'Return', '<LineItemSequenceNumber>3</LineItemSequenceNumber>')}<Reason>Too small</Reason>`,
    });
    const returned = returnOf(
      transaction({ inner: inner + total('-20.00') + tender('20.00', 'Cash', '', 'TypeCode="Refund"') }),
    );
    assert.deepEqual(returned.lines[0]!.sold, { receipt: 'LYON-2-2026-02-20-41', line: '3' });
    assert.equal(returned.lines[0]!.reason, 'Too small');
    assert.equal(returned.lines[0]!.amount, 2000);
    assert.deepEqual(returned.tenders, [{ kind: 'cash', amount: 2000 }]);
  },

  'Return as a `Sale` below zero'() {
    const inner =
      sale({ quantity: '-2', more: link(41) }) + total('-40.00') + tender('-40.00', 'CreditDebit');
    const returned = returnOf(transaction({ inner }));
    assert.equal(returned.lines[0]!.quantity, '2');
    assert.equal(returned.lines[0]!.amount, 4000);
    assert.equal(returned.lines[0]!.sold?.receipt, 'LYON-2-2026-02-20-41');
    assert.deepEqual(returned.tenders, [{ kind: 'card', amount: 4000 }]);
  },

  Exchange() {
    const xml = transaction({
      inner: sale({ price: '50.00' }) + back({ seq: 2 }) + total('30.00') + tender('30.00'),
    });
    const receipt = receiptOf(xml);
    const returned = returnOf(xml);
    assert.deepEqual(receipt.exchange, { return: returned.number });
    assert.deepEqual(returned.exchange, { receipt: receipt.number });
    assert.deepEqual(receipt.totals, { total: 5000 });
    assert.deepEqual(returned.totals, { total: 2000 });
    assert.deepEqual(receipt.tenders, [
      { kind: 'cash', amount: 3000 },
      { kind: 'exchange', amount: 2000 },
    ]);
    assert.deepEqual(returned.tenders, [{ kind: 'exchange', amount: 2000 }]);
  },

  'Discount of a line'() {
    const named = modifier('5.00', '<PromotionID>SPRING</PromotionID><Description>Spring days</Description>');
    // After the discount in one log, before it in another.
    for (const extended of ['15.00', '20.00']) {
      const receipt = receiptOf(transaction({ inner: sale({ extended, more: named }) + total('15.00') }));
      assert.equal(receipt.lines[0]!.amount, 1500);
      assert.equal(receipt.lines[0]!.unitPrice, '20.00');
      assert.deepEqual(receipt.lines[0]!.discounts, [{ amount: 500, code: 'SPRING', label: 'Spring days' }]);
    }
  },

  'Discount of the transaction'() {
    const lines = sale({ price: '30.00' }) + sale({ seq: 2, price: '10.00' });
    const discount = other('<Discount><Amount>4.00</Amount><ReasonCode>STAFF</ReasonCode></Discount>');
    const receipt = receiptOf(transaction({ inner: lines + discount + total('36.00') }));
    assert.deepEqual(
      receipt.lines.map(({ amount }) => amount),
      [2700, 900],
    );
    assert.deepEqual(
      receipt.lines.map(({ discounts }) => discounts),
      [[{ amount: 300, label: 'STAFF' }], [{ amount: 100, label: 'STAFF' }]],
    );
    // Stated once more, where the lines have their shares already.
    const shared = sale({ price: '40.00', extended: '36.00', more: modifier('4.00') });
    assert.equal(
      receiptOf(transaction({ inner: shared + discount + total('36.00') })).lines[0]!.amount,
      3600,
    );
  },

  'Tax contained in prices'() {
    const receipt = receiptOf(
      transaction({ inner: sale({ price: '24.00', more: tax('4.00', '20.00') }) + total('24.00') }),
    );
    assert.equal(receipt.taxIncluded, true);
    assert.deepEqual(receipt.lines[0]!.tax, { rate: '20', amount: 400 });
    assert.deepEqual(receipt.totals, { tax: 400, total: 2400 });
  },

  'Tax on top of prices'() {
    const lines =
      sale({ price: '10.00' }) + sale({ seq: 2, price: '30.00', attributes: 'TaxableFlag="false"' });
    const receipt = receiptOf(
      transaction({ currency: 'USD', inner: lines + other(tax('0.83', '8.25')) + total('40.83') }),
    );
    assert.equal(receipt.taxIncluded, false);
    assert.deepEqual(
      receipt.lines.map(({ tax }) => tax),
      [{ rate: '8.25', amount: 83 }, undefined],
    );
    assert.deepEqual(receipt.totals, { total: 4083 });
  },

  'Tenders and change'() {
    const inner =
      sale() +
      total('20.00') +
      tender('5.00', 'GiftCard', '<GiftCard><CardNumber>6006491234567890</CardNumber></GiftCard>');
    const paid = (more: string) => receiptOf(transaction({ inner: inner + more })).tenders;
    const giftCard = { kind: 'gift_card', amount: 500, reference: '****7890' };
    const cash = { kind: 'cash', amount: 1500 };
    assert.deepEqual(paid(tender('20.00', 'Cash', '<TenderChange><Amount>5.00</Amount></TenderChange>')), [
      giftCard,
      cash,
    ]);
    assert.deepEqual(paid(tender('20.00') + tender('5.00', 'Cash', '', 'TypeCode="Change"')), [
      giftCard,
      cash,
    ]);
    assert.deepEqual(paid(tender('20.00') + tender('-5.00', 'Cash', '', 'TypeCode="Refund"')), [
      giftCard,
      cash,
    ]);
  },

  'Cash rounding'() {
    const inner =
      sale({ price: '19.97' }) + total('19.97') + tender('20.00', 'CHF:Cash') + tender('0.03', 'X:Rounding');
    const receipt = receiptOf(transaction({ inner, currency: 'CHF' }));
    assert.deepEqual(receipt.totals, { total: 2000, rounding: 3 });
    assert.deepEqual(receipt.tenders, [{ kind: 'cash', amount: 2000 }]);
  },

  Tip() {
    const inner =
      sale() + total('20.00') + tender('22.00', 'CreditDebit', '<Tip><Amount>2.00</Amount></Tip>');
    const receipt = receiptOf(transaction({ inner }));
    assert.deepEqual(
      receipt.lines.map(({ kind, amount }) => [kind ?? 'goods', amount]),
      [
        ['goods', 2000],
        ['tip', 200],
      ],
    );
    assert.deepEqual(receipt.totals, { total: 2200 });
  },

  'Gift card sold'() {
    const more = '<GiftCard><CardNumber>6006491234567890</CardNumber></GiftCard>';
    const inner =
      sale({ price: '50.00', attributes: 'ItemType="GiftCard"', more }) + total('50.00') + tender('50.00');
    const [line] = receiptOf(transaction({ inner })).lines;
    assert.equal(line!.kind, 'gift_card');
    assert.equal(line!.reference, '****7890');
  },

  'Credit note'() {
    const inner = back() + total('-20.00') + tender('20.00', 'CreditNote', '', 'TypeCode="Refund"');
    assert.deepEqual(returnOf(transaction({ inner })).tenders, [{ kind: 'credit_note', amount: 2000 }]);
  },

  'Deposit on an order'() {
    const ordered =
      '<CustomerOrderForPickup><ItemID>SOFA</ItemID><ExtendedAmount>900.00</ExtendedAmount><Deposit><Amount>100.00</Amount></Deposit></CustomerOrderForPickup>';
    const receipt = receiptOf(transaction({ inner: other(ordered) + total('100.00') + tender('100.00') }));
    assert.deepEqual(
      receipt.lines.map(({ kind, amount }) => [kind, amount]),
      [['deposit', 10_000]],
    );
  },

  'Bottle deposit, donation, fee, service'() {
    const kinds = ['Deposit', 'Donation', 'Fee', 'Service'].map((type, index) =>
      sale({ seq: index + 1, price: '1.00', attributes: `ItemType="${type}"` }),
    );
    assert.deepEqual(
      receiptOf(transaction({ inner: kinds.join('') + total('4.00') })).lines.map(({ kind }) => kind),
      ['deposit', 'donation', 'fee', 'service'],
    );
  },

  'Several currencies'() {
    const abroad = tender('22.00', 'Cash').replace('<Amount>', '<Amount Currency="USD">');
    assert.equal(receiptOf(transaction({ inner: sale() + total('20.00') + abroad })).tenders, undefined);
    assert.throws(
      () =>
        mapLog(transaction({ inner: sale().replace('<ExtendedAmount>', '<ExtendedAmount Currency="USD">') })),
      /CHL_DELIVERY_FIELD: is in USD.*LineItem\/Sale\/ExtendedAmount/,
    );
  },

  Customer() {
    const { profiles, moments } = records(transaction({ inner: sale() + total('20.00') + customer }));
    assert.deepEqual(moments![0]!.customer, { id: 'C-1042' });
    assert.deepEqual(profiles, [
      {
        id: 'C-1042',
        identifiers: [
          { kind: 'email', value: 'simulated@example.org' },
          { kind: 'phone', value: '+33612345678' },
        ],
        attributes: {
          firstName: 'Simulata',
          lastName: 'Inventini',
          address: { lines: ['1 Example Street'], postalCode: '69001', city: 'Lyon', country: 'FR' },
        },
        time: '2026-03-02T10:15:00+01:00',
      },
    ]);
  },

  'Loyalty card'() {
    const account = '<LoyaltyAccount><LoyaltyAccountID>2990 1234 5678</LoyaltyAccountID></LoyaltyAccount>';
    const { profiles = [], moments } = records(transaction({ inner: sale() + total('20.00') + account }));
    assert.deepEqual(moments![0]!.customer, {
      identifiers: [{ kind: 'loyalty_card', value: '299012345678' }],
    });
    assert.deepEqual(profiles, []);
    const type =
      '<LoyaltyAccount><LoyaltyProgram><LoyaltyAccountID>Points</LoyaltyAccountID></LoyaltyProgram></LoyaltyAccount>';
    assert.equal(
      records(transaction({ inner: sale() + total('20.00') + type })).moments![0]!.customer,
      undefined,
    );
  },

  'Loyalty reward'() {
    const reward = other(
      '<LoyaltyReward><PromotionID>MEMBER</PromotionID><DiscountAmount>2.00</DiscountAmount></LoyaltyReward>',
    );
    const points = other('<LoyaltyReward><PointsAwarded>12</PointsAwarded></LoyaltyReward>');
    const receipt = receiptOf(transaction({ inner: sale() + reward + points + total('18.00') }));
    assert.deepEqual(receipt.lines[0]!.discounts, [{ amount: 200, code: 'MEMBER' }]);
  },

  Operator() {
    const xml = transaction({ inner: sale() + total('20.00') });
    assert.equal(receiptOf(xml).seller, '77');
    const { staff, moments } = records(xml, { operators: 'staff' });
    assert.deepEqual(staff, [{ code: '77', name: 'Till 7', store: 'LYON' }]);
    assert.equal(moments![0]!.staff, '77');
  },

  'ControlTransaction, TenderControlTransaction and others'() {
    for (const name of ['ControlTransaction', 'TenderControlTransaction', 'InventoryControlTransaction']) {
      const xml = transaction({ inner: '' }).replaceAll('RetailTransaction', name);
      assert.deepEqual(mapLog(xml), {
        ignored: { en: `${name}: no sale`, fr: `${name} : pas une vente` },
      });
    }
  },
};

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const table = readme.slice(readme.indexOf('## What is mapped'));
const stated = [...table.matchAll(/^\| (.+?) \| /gm)]
  .map(([, name]) => name!)
  .filter((name) => !/^(in the log|---)/i.test(name));

test('each row of the table in the README is shown by a log, and each log is a row', () => {
  assert.deepEqual(stated.toSorted(), Object.keys(rows).toSorted());
});

for (const [name, check] of Object.entries(rows)) test(`mapped as the table says: ${name}`, check);

test('lines that do not add up to the total are refused', () => {
  assert.throws(() => mapLog(transaction({ inner: item('Sale') + total('25.00') })), {
    code: 'POSLOG_TOTAL',
  });
});
