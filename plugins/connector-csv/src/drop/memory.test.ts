import { test } from 'node:test';
import { dropWithin } from '../testing/records-memory.ts';

test('what reading a dropped file needs does not grow with it', async () => {
  await dropWithin(64, 50_000);
});
