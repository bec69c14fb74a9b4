import { test } from 'node:test';
import { sortWithin } from '../testing/memory.ts';

test('ten million rows in any order are sorted in a heap of 160 MiB', async () => {
  await sortWithin(160, { rows: 10_000_000 });
});
