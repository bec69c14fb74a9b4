import assert from 'node:assert/strict';
import { test } from 'node:test';
import { come } from '../../customer/testing/people.ts';
import { startTestChaland } from '../../testing/index.ts';
import { visits } from '../testing/visits-plugin.ts';

interface Item {
  store: { code: string };
  moments: number;
  types: Record<string, number>;
}
const told = (items: Item[]) =>
  items.map(({ store, moments, types }) => [store.code, moments, types.visit ?? 0]);

test('what happened today is told store by store, by the calendar of each', async () => {
  // In Paris it is one in the morning of the 4th, in New York still the evening of the 3rd.
  await using app = await startTestChaland({ plugins: [visits], start: new Date('2026-03-04T00:00:00Z') });
  await app.stores.put({ code: 'NYC', name: 'New York', timeZone: 'America/New_York' });
  await app.stores.put({ code: 'PAR', name: 'Paris', timeZone: 'Europe/Paris' });
  await app.stores.put({ code: 'QUIET', name: 'Quiet', timeZone: 'Europe/Paris' });
  for (const store of ['NYC', 'PAR']) {
    await come(app, { id: `${store}-early` }, { store, time: '2026-03-03T22:30:00Z' });
    await come(app, { id: `${store}-late` }, { store, time: '2026-03-03T23:30:00Z' });
  }
  assert.deepEqual(told((await app.get('/api/moments/today')).body.items), [
    ['NYC', 2, 2],
    ['PAR', 1, 1],
    ['QUIET', 0, 0],
  ]);
});

test('whoever works in one store is told of that store alone', async () => {
  await using app = await startTestChaland({ plugins: [visits] });
  for (const code of ['PAR', 'LYO']) await app.stores.put({ code, name: code });
  const seller = app.as(await app.keyWith(['moments.read'], { store: 'PAR' }));
  assert.deepEqual(told((await seller.get('/api/moments/today')).body.items), [['PAR', 0, 0]]);
});
