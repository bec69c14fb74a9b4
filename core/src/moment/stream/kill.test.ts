import { test } from 'node:test';
import { onPostgres } from '../../testing/index.ts';
import { proveByKilling } from '../../testing/stream/kill-proof.ts';

onPostgres(() => {
  test('a process killed in the middle of a batch loses nothing and repeats nothing', () =>
    proveByKilling({ kills: 3 }));
});
