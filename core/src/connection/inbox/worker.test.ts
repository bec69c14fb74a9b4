import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, onPostgres, startTestChaland, testDatabase } from '../../testing/index.ts';
import { until } from '../../testing/until.ts';
import { secret, shop, shopRequest } from './testing/shop.ts';
import { deliveryStatesOf } from './testing/states.ts';

onBothDatabases((on) => {
  test('what is delivered while it runs is processed by itself', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    await app.inbox.start();
    await app.deliver(connection, shopRequest([{ id: '1' }, { id: '2', as: 'fault' }]));
    await until('both came to their end', async () => {
      const states = await deliveryStatesOf(app.db);
      return states['1'] === 'done' && states['2'] === 'quarantined';
    });
  });

  test('a batch of many records of one kind is written together', async () => {
    const state = { mended: false, mapped: [] as string[] };
    await using app = await startTestChaland({ on, plugins: [shop(state)] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    await app.deliver(connection, shopRequest(Array.from({ length: 450 }, (_, n) => ({ id: `${n}` }))));
    await app.inbox.drain();
    assert.equal(state.mapped.length, 450, 'each was mapped once');
    const [count] = await app.db.query<{ n: number }>('select count(*)::int as n from chaland.moment');
    assert.equal(count!.n, 450);
  });
});

onPostgres(() => {
  test('two processes share the queue, wake each other, and map nothing twice', async () => {
    await using database = await testDatabase({ on: 'postgres', plugins: [shop()] });
    const states = [0, 1].map(() => ({ mended: false, mapped: [] as string[] }));
    await using first = await startTestChaland({ database, plugins: [shop(states[0])] });
    await using second = await startTestChaland({ database, plugins: [shop(states[1])] });
    const connection = await first.connect({ connector: 'shop', args: { secret } });
    // Only the second one works: it hears of what the first one keeps.
    await second.inbox.start();
    await first.deliver(connection, shopRequest({ id: 'heard' }));
    await until('the other process mapped it', async () => states[1]!.mapped.length === 1);

    await first.inbox.start();
    const ids = Array.from({ length: 1_000 }, (_, n) => ({ id: `${n}` }));
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        first.deliver(connection, shopRequest(ids.slice(n * 50, (n + 1) * 50))),
      ),
    );
    await until('the queue is empty', async () => {
      const waiting = await database.query(`select 1 from chaland.delivery where state = 'queued' limit 1`);
      return waiting.length === 0;
    });
    assert.equal(states.flatMap(({ mapped }) => mapped).length, 1_001);
  });

  test('a connection whose deliveries can not be written just now keeps no other waiting', async () => {
    await using app = await startTestChaland({ on: 'postgres', plugins: [shop()] });
    const stuck = await app.connect({ connector: 'shop', args: { secret } });
    const free = await app.connect({ connector: 'shop', args: { secret: 'other' } });
    await app.deliver(stuck, shopRequest({ id: 'stuck', as: 'away' }));
    await app.deliver(free, shopRequest({ id: 'free' }, 'other'));
    await assert.rejects(app.inbox.drain(), /no room/);
    assert.deepEqual(await deliveryStatesOf(app.db), { free: 'done', stuck: 'queued' });
  });
});
