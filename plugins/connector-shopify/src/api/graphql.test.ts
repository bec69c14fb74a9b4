import assert from 'node:assert/strict';
import { test } from 'node:test';
import { untilAffordable } from './graphql.ts';

test('a question that was throttled waits for the points that it costs', () => {
  const throttleStatus = { maximumAvailable: 2_000, currentlyAvailable: 100, restoreRate: 100 };
  assert.equal(untilAffordable({ requestedQueryCost: 350, throttleStatus }), 2_500);
  assert.equal(untilAffordable({ requestedQueryCost: 50, throttleStatus }), 10);
  assert.equal(untilAffordable(), 1_000);
});
