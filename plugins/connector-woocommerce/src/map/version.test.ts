import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapped } from '../testing/mapped.ts';
import { account, order } from '../testing/shop.ts';

const old = { message: /old version of the API.*date_created_gmt.*Integration v3/ };

test('a webhook of an old version is refused with what to change', () => {
  const { date_created_gmt: _, ...local } = order();
  assert.throws(() => mapped('order.updated', local), old);
  assert.throws(
    () => mapped('order.updated', { order: { id: 1001, created_at: '2026-03-02T09:15:00Z' } }),
    old,
  );
  assert.throws(() => mapped('customer.updated', { customer: { id: 42 } }), old);
  const { date_created_gmt: __, ...someone } = account({ date_created: '2026-03-01T09:00:00' });
  assert.throws(() => mapped('customer.updated', someone), old);
});

test('delivery that is told in the totals alone is a line all the same', () => {
  const { shipping_lines: _, ...short } = order({
    total: '66.00',
    shipping_total: '5.00',
    shipping_tax: '1.00',
  });
  const [moment] = mapped('order.updated', short).moments!;
  const { lines } = moment!.data as { lines: { kind?: string; amount: number; tax: unknown }[] };
  assert.deepEqual(
    lines.map(({ kind, amount, tax }) => [kind, amount, tax]),
    [
      [undefined, 6000, { rate: '20', amount: 1000 }],
      ['shipping', 600, { rate: '20', amount: 100 }],
    ],
  );
});
