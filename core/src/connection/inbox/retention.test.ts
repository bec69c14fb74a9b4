import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, startTestChaland } from '../../testing/index.ts';
import { secret, shop, shopRequest } from './testing/shop.ts';

onBothDatabases((on) => {
  test('what was kept long enough goes: first what came, at last the keys', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const orders = [
      { id: 'done', email: 'a@example.org' },
      { id: 'faulty', email: 'a@example.org', as: 'fault' as const },
      { id: 'ignored', as: 'unpaid' as const },
    ];
    await app.deliver(connection, shopRequest(orders));
    await app.inbox.drain();
    const kept = async () => {
      const rows = await app.db.query<{ key: string; state: string; body: boolean }>(
        'select key, state, body is not null as body from chaland.delivery order by key',
      );
      return rows.map(({ key, state, body }) => `${key} ${state}${body ? ' kept' : ''}`);
    };
    const after = async (days: number) => {
      app.clock.advance({ days });
      await app.jobs.drain();
      return kept();
    };
    assert.deepEqual(await after(29), ['done done kept', 'faulty quarantined kept', 'ignored ignored kept']);
    assert.deepEqual(await after(2), ['done done', 'faulty quarantined kept', 'ignored ignored']);
    assert.deepEqual(await app.db.query('select 1 from chaland.delivery_profile'), []);
    assert.deepEqual(await after(60), ['faulty quarantined kept']);
    assert.deepEqual(await after(90), ['faulty discarded']);
    assert.deepEqual(await after(1_000), ['faulty discarded']);
  });

  test('the retailer sets for how many days', async () => {
    await using app = await startTestChaland({
      on,
      plugins: [shop()],
      settings: { core: { connections: { keepDone: 2, keepQuarantined: 3 } } },
    });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    await app.deliver(connection, shopRequest([{ id: 'done' }, { id: 'faulty', as: 'fault' }]));
    await app.inbox.drain();
    await app.jobs.drain();
    app.clock.advance({ days: 4 });
    await app.jobs.drain();
    assert.deepEqual(await app.db.query('select 1 from chaland.delivery where body is not null'), []);
  });
});
