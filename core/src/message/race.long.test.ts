import { test } from 'node:test';
import { onPostgres } from '../testing/index.ts';
import { race } from './testing/race/race.ts';

onPostgres(() => {
  test('a million sends race withdrawals, grants and merges from two processes', () =>
    race({ messages: 1_000_000, people: 400, batch: 50 }));
});
