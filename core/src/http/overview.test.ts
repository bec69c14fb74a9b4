import assert from 'node:assert/strict';
import { test } from 'node:test';
import { come } from '../customer/testing/people.ts';
import { visits } from '../moment/testing/visits-plugin.ts';
import { onBothDatabases, startTestChaland } from '../testing/index.ts';

onBothDatabases((on) => {
  test('the overview counts customers, and what happened in each store since its own midnight', async () => {
    await using app = await startTestChaland({ on, plugins: [visits], start: '2026-03-02T09:00:00Z' });
    await app.stores.put({ code: 'PAR-1', name: 'Paris', timeZone: 'Europe/Paris' });
    await app.stores.put({ code: 'TYO-1', name: 'Tokyo', timeZone: 'Asia/Tokyo' });
    const at = (store: string, time: string, id = 'a') => come(app, { id }, { store, time });
    await at('PAR-1', '2026-03-01T22:30:00Z');
    await at('PAR-1', '2026-03-01T23:30:00Z');
    await at('TYO-1', '2026-03-01T14:30:00Z');
    await at('TYO-1', '2026-03-01T15:30:00Z', 'b');
    await at('TYO-1', '2026-03-01T22:30:00Z', 'b');

    const paris = { code: 'PAR-1', name: 'Paris', moments: 1, more: false };
    const tokyo = { code: 'TYO-1', name: 'Tokyo', moments: 2, more: false };
    assert.deepEqual((await app.get('/api/overview')).body, {
      customers: { count: 2, exact: true },
      today: [paris, tokyo],
    });
    const grants = ['customers.read', 'moments.read'];
    const seller = app.as(await app.keyWith(grants, { store: 'PAR-1' }));
    assert.deepEqual((await seller.get('/api/overview')).body, { customers: null, today: [paris] });
    const other = app.as(await app.keyWith(['stores.read']));
    assert.deepEqual((await other.get('/api/overview')).body, { customers: null, today: null });
    assert.equal((await app.as(null).get('/api/overview')).status, 401);
  });
});
