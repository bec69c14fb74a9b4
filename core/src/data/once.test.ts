import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, testDatabase } from '../testing/index.ts';
import { once } from './once.ts';

onBothDatabases((on) => {
  test('what many ask for at once is made ready once, and after a failure once more', async () => {
    await using db = await testDatabase({ on });
    let tries = 0;
    const ready = once(db, async () => {
      await db.query('select 1');
      if (++tries === 1) throw new Error('not yet');
    });
    const first = await Promise.allSettled([ready(), ready()]);
    assert.deepEqual(
      first.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await Promise.all([ready(), ready()]);
    await ready();
    assert.equal(tries, 2);
  });

  test('a unit of work does not wait for somebody who waits for its session', async () => {
    await using db = await testDatabase({ on, connections: 1 });
    const ready = once(db, async () => void (await db.query('select 1')));
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const inside = db.transaction(async () => {
      begin();
      await asked;
      await ready();
    });
    await begun;
    const outside = ready();
    ask();
    await Promise.all([inside, outside]);
  });

  test('what was made ready in a unit of work that is rolled back is made ready again', async () => {
    await using db = await testDatabase({ on });
    const ready = once(db, async () => void (await db.query('create table if not exists made_ready ()')));
    const failing = db.transaction(async () => {
      await ready();
      throw new Error('rolled back');
    });
    await assert.rejects(failing, /rolled back/);
    await ready();
    assert.deepEqual(await db.query('select * from made_ready'), []);
  });
});
