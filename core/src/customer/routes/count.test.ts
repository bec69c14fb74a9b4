import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { startTestChaland } from '../../testing/index.ts';
import { come } from '../testing/people.ts';

test('customers are counted, and only for who may see all of them', async () => {
  await using app = await startTestChaland({ plugins: [visits] });
  await app.stores.put({ code: 'PAR', name: 'Paris' });
  for (const id of ['1', '2']) await come(app, { id });
  assert.deepEqual((await app.get('/api/customers/count')).body, { count: 2, more: false });
  const seller = app.as(await app.keyWith(['customers.read'], { store: 'PAR' }));
  assert.equal((await seller.get('/api/customers/count')).status, 403);
});
