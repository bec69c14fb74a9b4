import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { mapped, momentsOf, receiptOf, returnOf, said } from './testing/mapped.ts';
import { allowance, beforeTax, charge, exchange } from './testing/odd-orders.ts';
import {
  additive,
  customer,
  eur,
  event,
  inclusive,
  item,
  order,
  returnOrder,
  tender,
} from './testing/seller.ts';

/** What the table in the README says, row by row. */
const rows: Record<string, () => void> = {
  'Completed order'() {
    const { id, time, store, customer, data } = receiptOf(order());
    assert.deepEqual(
      { id, time, store, customer, number: data.number },
      {
        id: 'order/ORDER1',
        time: '2026-03-02T09:15:00.000Z',
        store: 'lyon',
        customer: { id: 'CUSTOMER1' },
        number: 'ORDER1',
      },
    );
    assert.equal(receiptOf(order({ location_id: 'ELSEWHERE' })).store, 'ELSEWHERE');
  },
  'Open, draft or cancelled order'() {
    for (const state of ['OPEN', 'DRAFT', 'CANCELED']) {
      assert.match(mapped('order', { order: order({ state }) }).ignored!.en, /once it is completed/);
    }
  },
  'Return of items'() {
    const { id, time, data } = returnOf(returnOrder());
    assert.deepEqual([id, time], ['return/ORDER2', '2026-03-09T14:00:01.000Z']);
    assert.deepEqual(data.lines, [
      {
        id: 'returned-1',
        sku: 'VARIATION1',
        name: 'Robe – 38',
        quantity: '1',
        unitPrice: '30.00',
        amount: 3000,
        discounts: [],
        tax: { rate: '20', amount: 500 },
        sold: { receipt: 'ORDER1', line: 'line-1' },
        reason: 'Trop petite',
      },
    ]);
    assert.deepEqual(data.tenders, [{ kind: 'other', amount: 3000 }]);
    assert.equal(receiptOf(returnOrder()), undefined);
  },
  'Partial refund, or refund without items'() {
    const { lines } = returnOf(allowance).data;
    assert.deepEqual(
      lines.map(({ kind, amount, sold }) => ({ kind, amount, sold })),
      [{ kind: 'allowance', amount: 1200, sold: { receipt: 'ORDER1' } }],
    );
  },
  'Refund that failed'() {
    const failed = returnOrder({ refunds: [{ id: 'R', amount_money: eur(3000), status: 'FAILED' }] });
    assert.ok(mapped('order', { order: failed }).ignored);
  },
  Exchange() {
    const [sold, back] = momentsOf(exchange({ tenders: [tender(3000)] }));
    assert.deepEqual(sold!.data.exchange, { return: 'ORDER4' });
    assert.deepEqual(sold!.data.tenders, [
      { kind: 'card', amount: 3000, label: 'VISA', reference: '****1111' },
      { kind: 'exchange', amount: 3000 },
    ]);
    assert.deepEqual(back!.data.exchange, { receipt: 'ORDER4' });
    assert.deepEqual(back!.data.tenders, [{ kind: 'exchange', amount: 3000 }]);
  },
  'Taxes in the price'() {
    const { data } = receiptOf(order());
    const { unitPrice, amount, tax } = data.lines[0]!;
    assert.deepEqual(
      [data.taxIncluded, unitPrice, amount, tax],
      [true, '30.00', 6000, { rate: '20', amount: 1000 }],
    );
  },
  'Taxes added to the price'() {
    const { data } = receiptOf(
      order({ taxes: [additive], line_items: [beforeTax], total_money: eur(7200), tenders: [tender(7200)] }),
    );
    const { unitPrice, amount, tax } = data.lines[0]!;
    assert.deepEqual(
      [data.taxIncluded, unitPrice, amount, tax],
      [false, '30.00', 6000, { rate: '20', amount: 1200 }],
    );
  },
  'Both on one order'() {
    const both = item({
      total_tax_money: eur(1060),
      total_money: eur(6060),
      base_price_money: eur(3000),
      applied_taxes: [
        { uid: 'a', tax_uid: 'tva', applied_money: eur(1000) },
        { uid: 'b', tax_uid: 'eco', applied_money: eur(60) },
      ],
    });
    const { data } = receiptOf(
      order({
        taxes: [inclusive, { uid: 'eco', percentage: '1', type: 'ADDITIVE' }],
        line_items: [both],
        total_money: eur(6060),
        tenders: [tender(6060)],
      }),
    );
    assert.deepEqual(
      [data.taxIncluded, data.lines[0]!.unitPrice, data.lines[0]!.amount],
      [true, '30.3', 6060],
    );
  },
  'Several taxes on a line'() {
    const taxed = item({
      applied_taxes: [
        { uid: 'a', tax_uid: 'state', applied_money: eur(600) },
        { uid: 'b', tax_uid: 'city', applied_money: eur(400) },
      ],
    });
    const taxes = [
      { uid: 'state', percentage: '7.25', type: 'INCLUSIVE' },
      { uid: 'city', percentage: '2.625', type: 'INCLUSIVE' },
    ];
    assert.deepEqual(receiptOf(order({ taxes, line_items: [taxed] })).data.lines[0]!.tax, {
      rate: '9.875',
      amount: 1000,
    });
  },
  Discounts() {
    const off = item({
      total_discount_money: eur(600),
      total_money: eur(5400),
      applied_discounts: [{ uid: 'd', discount_uid: 'ten', applied_money: eur(600) }],
    });
    const { data } = receiptOf(
      order({
        line_items: [off],
        discounts: [{ uid: 'ten', name: '10 % fidélité', percentage: '10', scope: 'ORDER' }],
        total_money: eur(5400),
        tenders: [tender(5400)],
      }),
    );
    const { unitPrice, amount, discounts } = data.lines[0]!;
    assert.deepEqual(
      [unitPrice, amount, discounts],
      ['30.00', 5400, [{ amount: 600, label: '10 % fidélité' }]],
    );
  },
  Modifiers() {
    const wrapped = item({
      modifiers: [{ uid: 'm', name: 'Emballage', base_price_money: eur(200), total_price_money: eur(400) }],
      total_money: eur(6400),
    });
    const { unitPrice, amount, attributes } = receiptOf(
      order({ line_items: [wrapped], total_money: eur(6400), tenders: [tender(6400)] }),
    ).data.lines[0]!;
    assert.deepEqual([unitPrice, amount, attributes], ['32', 6400, { modifiers: ['Emballage'] }]);
  },
  'Service charges'() {
    const kinds = (of: object) =>
      receiptOf(order({ service_charges: [{ ...charge, ...of }], total_money: eur(6500) }))
        .data.lines.slice(1)
        .map(({ kind, amount }) => ({ kind, amount }));
    assert.deepEqual(kinds({}), [{ kind: 'fee', amount: 500 }]);
    assert.deepEqual(kinds({ type: 'AUTO_GRATUITY' }), [{ kind: 'tip', amount: 500 }]);
    assert.deepEqual(kinds({ treatment_type: 'APPORTIONED_TREATMENT' }), []);
  },
  Tips() {
    const { data } = receiptOf(
      order({
        total_tip_money: eur(300),
        total_money: eur(6300),
        tenders: [tender(6300, { tip_money: eur(300) })],
      }),
    );
    assert.deepEqual([data.lines[1]!.kind, data.lines[1]!.amount, data.totals!.total], ['tip', 300, 6300]);
  },
  Cash() {
    const cash = {
      type: 'CASH',
      card_details: undefined,
      cash_details: { buyer_tendered_money: eur(7000), change_back_money: eur(998) },
    };
    const { data } = receiptOf(
      order({
        rounding_adjustment: { uid: 'r', name: 'Rounding', amount_money: eur(2) },
        total_money: eur(6002),
        tenders: [tender(6002, cash)],
      }),
    );
    assert.deepEqual(data.tenders, [{ kind: 'cash', amount: 6002 }]);
    assert.deepEqual(data.totals, { total: 6002, rounding: 2 });
  },
  'Gift card that is sold or loaded'() {
    const [line] = receiptOf(order({ line_items: [item({ item_type: 'GIFT_CARD', name: undefined })] })).data
      .lines;
    assert.deepEqual([line!.kind, line!.amount], ['gift_card', 6000]);
  },
  'Gift card that pays'() {
    for (const of of [
      { type: 'SQUARE_GIFT_CARD', card_details: undefined },
      { card_details: { card: { card_brand: 'SQUARE_GIFT_CARD', last_4: '0908' } } },
    ]) {
      assert.equal(receiptOf(order({ tenders: [tender(6000, of)] })).data.tenders![0]!.kind, 'gift_card');
    }
  },
  Deposits() {
    const deposit = order({ state: 'OPEN', tenders: [tender(1000)], net_amount_due_money: eur(5000) });
    assert.ok(mapped('order', { order: deposit }).ignored);
  },
  'Several currencies'() {
    const yen = (amount: number) => ({ amount, currency: 'JPY' });
    const { data } = receiptOf(
      order({
        line_items: [item({ base_price_money: yen(3000) })],
        total_money: yen(6000),
        tenders: [tender(6000, { amount_money: yen(6000) })],
      }),
    );
    assert.deepEqual([data.currency, data.lines[0]!.amount, data.lines[0]!.unitPrice], ['JPY', 6000, '3000']);
  },
  Articles() {
    assert.equal(receiptOf(order(), { VARIATION1: 'ROBE-38' }).data.lines[0]!.sku, 'ROBE-38');
    assert.equal(receiptOf(order()).data.lines[0]!.sku, 'VARIATION1');
  },
  'Amounts that are keyed in'() {
    const keyed = item({
      item_type: 'CUSTOM_AMOUNT',
      name: undefined,
      variation_name: undefined,
      catalog_object_id: undefined,
    });
    const [line] = receiptOf(order({ line_items: [keyed] })).data.lines;
    assert.deepEqual([line!.sku, line!.name], [undefined, 'Custom amount']);
  },
  'Weights and lengths'() {
    const cloth = item({ quantity: '0.350', base_price_money: eur(12_90), total_money: eur(452) });
    const { quantity, unitPrice } = receiptOf(
      order({ line_items: [cloth], total_money: eur(452), tenders: [tender(452)] }),
    ).data.lines[0]!;
    assert.deepEqual([quantity, unitPrice], ['0.350', '12.90']);
  },
  Customer() {
    assert.deepEqual(said(event('customer.updated', { customer: customer() })).profiles, [
      {
        id: 'CUSTOMER1',
        identifiers: [
          { kind: 'email', value: 'camille@example.org' },
          { kind: 'phone', value: '+33478000000' },
        ],
        attributes: {
          firstName: 'Camille',
          lastName: 'Simulée',
          company: null,
          birthDate: '1984-05-01',
          address: { lines: ['1 rue de l’Exemple'], postalCode: '69001', city: 'Lyon', country: 'FR' },
          country: 'FR',
        },
        time: '2026-03-01T08:00:00.000Z',
      },
    ]);
    const yearless = said(event('customer.created', { customer: customer({ birthday: '0000-05-01' }) }));
    assert.equal(yearless.profiles![0]!.attributes!.birthDate, null);
  },
  Unsubscribing() {
    const left = { customer: customer({ preferences: { email_unsubscribed: true } }) };
    const consents = said(event('customer.updated', left), { purposes: ['newsletter'] }).consents!;
    assert.deepEqual(
      consents.map(({ purpose, channel, state, contactPoint }) => ({
        purpose,
        channel,
        state,
        contactPoint,
      })),
      [
        {
          purpose: 'newsletter',
          channel: 'email',
          state: 'withdrawn',
          contactPoint: { kind: 'email', value: 'camille@example.org' },
        },
      ],
    );
    const stays = said(event('customer.updated', { customer: customer() }), { purposes: ['newsletter'] });
    assert.deepEqual(stays.consents, []);
  },
  'Customer who is deleted'() {
    const gone = event('customer.deleted', { customer: customer() });
    assert.match(said(gone).ignored!.en, /is kept/);
    assert.deepEqual(said(gone, { deletedCustomers: 'erasure-request' }).requests, [
      {
        id: 'customer-deleted/CUSTOMER1',
        kind: 'erasure',
        time: '2026-03-02T09:15:03.000Z',
        customer: { id: 'CUSTOMER1' },
      },
    ]);
    const merge = { from_customer_ids: ['CUSTOMER1', 'CUSTOMER0'], to_customer_id: 'CUSTOMER2' };
    const merged = event('customer.deleted', { customer: customer(), event_context: { merge } });
    assert.match(said(merged, { deletedCustomers: 'erasure-request' }).ignored!.en, /merged into CUSTOMER2/);
  },
  'Loyalty account'() {
    const account = {
      id: 'ba2f',
      customer_id: 'CUSTOMER1',
      balance: 10,
      mapping: { id: 'm', phone_number: '+33478000000' },
      created_at: '2026-03-01T08:00:00Z',
      updated_at: '2026-03-01T08:00:00Z',
    };
    assert.deepEqual(said(event('loyalty.account.created', { loyalty_account: account })).profiles, [
      {
        id: 'CUSTOMER1',
        identifiers: [
          { kind: 'loyalty_card', value: 'BA2F' },
          { kind: 'phone', value: '+33478000000' },
        ],
        time: '2026-03-01T08:00:00.000Z',
      },
    ]);
  },
  'Payments and refunds'() {
    const payment = (status: string) => said(event('payment.updated', { payment: { id: 'P', status } }));
    assert.deepEqual([payment('APPROVED').pull, payment('COMPLETED').pull], [undefined, true]);
    const refund = said(event('refund.created', { refund: { id: 'R', status: 'PENDING' } }));
    assert.ok(refund.ignored && refund.pull);
    const note = (state: string) => said(event('order.updated', { order_updated: { order_id: 'O', state } }));
    assert.deepEqual([note('OPEN').pull, note('COMPLETED').pull], [undefined, true]);
  },
  'Points, gift card activities, catalog, inventory'() {
    for (const type of [
      'loyalty.event.created',
      'loyalty.program.updated',
      'gift_card.created',
      'gift_card.activity.created',
      'catalog.version.updated',
      'inventory.count.updated',
      'webhooks.test_notification',
      'something.else',
    ]) {
      assert.ok(said(event(type, {})).ignored, type);
    }
  },
};

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const table = /## What is mapped\n\n((?:\|.*\n)+)/.exec(readme)![1]!.trim().split('\n').slice(2);

test('the README tells of every row that is tested here, and of no other', () => {
  assert.deepEqual(table.map((row) => row.split('|')[1]!.trim()).sort(), Object.keys(rows).sort());
});

for (const [name, says] of Object.entries(rows)) test(`README, ${name}`, says);

test('events of another merchant are ignored where the application is shared', () => {
  const other = event('customer.updated', { customer: customer() }, { merchant_id: 'MERCHANT9' });
  assert.match(said(other, { sharedApplication: true }).ignored!.en, /another merchant/);
  assert.equal(said(other).profiles!.length, 1);
});
