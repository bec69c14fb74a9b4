import { test } from 'node:test';
import { onPostgres } from '../../testing/index.ts';
import { proveByKilling } from './testing/kill-proof.ts';

onPostgres(() => {
  test('a process killed at random loses no delivery and processes none twice', () =>
    proveByKilling({ kills: 2, deliveries: 1_000 }));
});
