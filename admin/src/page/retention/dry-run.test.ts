import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Due, noResult, withPage } from './dry-run.ts';

const due = (customer: number, policy: string): Due => ({
  customer: `customer-${customer}`,
  person: 'customer',
  data: 'person',
  policy,
  lastContactAt: '2020-01-01T00:00:00Z',
});

test('pages add up: counts by policy, how many were looked at, and the first few', () => {
  const first = Array.from({ length: 18 }, (_, n) => due(n, 'a'));
  const half = withPage(noResult, { items: first, lookedAt: 1_000, next: 'on' });
  assert.equal(half.isDone, false);
  const items = [due(18, 'b'), due(19, 'a'), due(20, 'b')];
  const whole = withPage(half, { items, lookedAt: 12, next: null });
  assert.deepEqual(whole.counts, { a: 19, b: 2 });
  assert.equal(whole.lookedAt, 1_012);
  assert.equal(whole.sample.length, 20);
  assert.equal(whole.sample.at(-1)?.customer, 'customer-19');
  assert.ok(whole.isDone);
});

test('a page without anybody still counts as looked at', () => {
  const none = withPage(noResult, { items: [], lookedAt: 20_000, next: 'on' });
  assert.deepEqual(none, { lookedAt: 20_000, counts: {}, sample: [], isDone: false });
});
