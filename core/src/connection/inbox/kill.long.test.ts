import { test } from 'node:test';
import { onPostgres } from '../../testing/index.ts';
import { proveByKilling } from './testing/kill-proof.ts';

onPostgres(() => {
  test('a hundred processes killed at random during 100,000 deliveries lose none and process none twice', () =>
    proveByKilling({ kills: 100, deliveries: 100_000 }));
});
