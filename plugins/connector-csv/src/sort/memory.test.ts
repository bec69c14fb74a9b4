import { test } from 'node:test';
import { sortWithin } from '../testing/memory.ts';

// The long test with a fiftieth of its rows, and as much less in memory.
test('what the sort needs does not grow with the file', async () => {
  await sortWithin(48, { rows: 200_000, held: 1024 * 1024 });
});
