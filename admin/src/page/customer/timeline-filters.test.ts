import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, askedOf, filtersFrom, isFiltered } from './timeline-filters.ts';

test('filters go to the address and back', () => {
  const filters = filtersFrom({
    type: ['receipt', 'return'],
    stage: 'after',
    store: 'LYO-1',
    from: '2026-01-05',
  });
  assert.deepEqual(filters, {
    types: ['receipt', 'return'],
    stages: ['after'],
    store: 'LYO-1',
    from: '2026-01-05',
  });
  assert.deepEqual(filtersFrom(addressOf(filters)), filters);
  assert.equal(isFiltered(filters), true);
  assert.equal(isFiltered(filtersFrom({ tab: 'timeline' })), false);
});

test('what somebody mistypes in the address narrows nothing', () => {
  assert.deepEqual(filtersFrom({ stage: 'heaven', from: 'yesterday', to: '2026-02-30', type: null }), {
    types: [],
    stages: [],
  });
});

test('the last day counts to its end, on the calendar of the place, also when clocks change', () => {
  assert.deepEqual(askedOf({ types: [], stages: [], from: '2026-03-29', to: '2026-03-29' }, 'Europe/Paris'), {
    from: '2026-03-28T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
  });
});
