import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestChaland } from '@chaland/core/testing';
import journey from '@chaland/journey';
import sales from '@chaland/sales';
import demo from '../plugin.ts';
import { fill, openRetailer } from './fill.ts';
import { askForRights } from './privacy-requests.ts';

test('two people have asked for their rights, once, and one of them must be answered within days', async () => {
  await using app = await startTestChaland({ plugins: [sales, journey, demo] });
  const progress = await openRetailer(app, { seed: 1, people: 12 });
  await fill(app, progress, { upTo: 12, batch: 100 });
  for (let start = 0; start < 2; start++) await askForRights(app, progress.seed, app.key);

  const { items, counts } = (await app.get('/api/privacy/requests')).body;
  assert.deepEqual([items.length, counts.received, counts.overdue], [2, 2, 0]);
  const [access, erasure] = items;
  assert.deepEqual([access.kind, erasure.kind], ['access', 'erasure']);
  const days = (Date.parse(access.dueOn) - app.clock.now().getTime()) / 86_400_000;
  assert.ok(days > -1 && days < 7, access.dueOn);
  const { body: customer } = await app.get(`/api/customers/${access.customer}`);
  assert.equal(customer.displayName, access.requester.name);
  // Who the other one is, somebody has yet to look up: there is one to be found.
  assert.equal(erasure.customer, null);
  const { body: found } = await app.get(`/api/customers?q=${encodeURIComponent(erasure.requester.contact)}`);
  assert.equal(found.items.length, 1);
});
