import { test } from 'node:test';
import { onPostgres } from '../../testing/index.ts';
import { proveByKilling } from '../../testing/stream/kill-proof.ts';

onPostgres(() => {
  test('a hundred processes killed in the middle of a batch lose nothing and repeat nothing', () =>
    proveByKilling({ kills: 100 }));
});
