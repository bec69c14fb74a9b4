import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import { momentsOf } from '../testing/mapped.ts';
import { allowance, beforeTax, charge, exchange } from '../testing/odd-orders.ts';
import { additive, eur, item, order, returned, returnOrder, tender } from '../testing/seller.ts';

test('what orders say is what receipts and returns can hold', async () => {
  await using app = await startTestChaland({ plugins: [sales], start: '2026-04-01T00:00:00Z' });
  await app.post('/api/stores', { code: 'lyon', name: 'Lyon' });
  const orders = [
    order(),
    order({
      id: 'O2',
      taxes: [additive],
      line_items: [beforeTax],
      total_money: eur(8000),
      total_tip_money: eur(300),
      service_charges: [charge],
      tenders: [tender(8000)],
    }),
    order({
      id: 'O3',
      line_items: [item({ total_money: eur(0), total_tax_money: eur(0) })],
      total_money: eur(0),
      tenders: [],
    }),
    returnOrder(),
    allowance,
    exchange({ tenders: [tender(3000)] }),
    exchange({
      id: 'ORDER5',
      line_items: [item({ quantity: '1', total_money: eur(1000), base_price_money: eur(1000) })],
      total_money: eur(1000),
      tenders: [],
      refunds: [{ id: 'R5', amount_money: eur(2000), status: 'APPROVED' }],
    }),
    returnOrder({
      id: 'ORDER6',
      returns: [returned(), returned({ uid: 'return-2', source_order_id: 'ORDER0' })],
    }),
  ];
  const moments = orders.flatMap((one) => momentsOf(one)).map((moment) => ({ ...moment, source: 'square' }));
  assert.equal(moments.length, 11);
  const { body } = await app.post('/api/moments', moments);
  const fates = body.results as { fate: string }[];
  assert.deepEqual(
    fates.map(({ fate }) => fate),
    moments.map(() => 'recorded'),
    JSON.stringify(fates, null, 2),
  );
});
