import { test } from 'node:test';
import { onPostgres } from '../testing/index.ts';
import { race } from './testing/race/race.ts';

onPostgres(() => {
  test('two processes race withdrawals, grants and merges, and nothing is claimed after its withdrawal', () =>
    race({ messages: 2_000, people: 40, batch: 20 }));
});
