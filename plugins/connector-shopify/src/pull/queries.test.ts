import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkQuery, refundsQuery, resources } from './queries.ts';

const span = { since: '2026-02-01T00:00:00Z', until: '2026-03-01T00:00:00Z' };
const queries = resources.flatMap((resource) =>
  [true, false].map((sellers) => bulkQuery(resource, span, { sellers, checkouts: sellers })),
);

test('braces of every question are closed', () => {
  for (const query of [...queries, refundsQuery]) {
    const text = query.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
    assert.equal(text.split('{').length, text.split('}').length);
    assert.equal(text.split('(').length, text.split(')').length);
  }
});

test('bulk operations keep to what they may ask: five connections, none of them in a list', () => {
  for (const query of queries) {
    assert(query.split('edges').length - 1 <= 5);
    assert.match(query, /refunds \{ id \}|customers\(|abandonedCheckouts\(/);
    assert.doesNotMatch(query, /first:/);
  }
});

test('the whole history is everything up to now', () => {
  assert.match(
    bulkQuery('customers', { ...span, since: undefined }, { sellers: false, checkouts: false }),
    /\(query: "updated_at:<='2026-03-01T00:00:00Z'"\)/,
  );
});
