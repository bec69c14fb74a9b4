import assert from 'node:assert/strict';
import { test } from 'node:test';
import { come } from '../../customer/testing/people.ts';
import { startTestChaland, testDatabase } from '../../testing/index.ts';
import { visits } from '../testing/visits-plugin.ts';

test('a moment type whose plugin is gone is still listed, as dormant, and its moments are read', async () => {
  await using database = await testDatabase({ plugins: [visits] });
  await using before = await startTestChaland({ plugins: [visits], database });
  const customer = await come(before, { id: '1' });
  const [type] = (await before.get('/api/moment-types')).body.items;
  assert.deepEqual([type.type, type.dormant], ['visit', false]);

  await using after = await startTestChaland({ plugins: [], database });
  const { items } = (await after.get('/api/moment-types')).body;
  assert.deepEqual(items, [
    { type: 'visit', plugin: 'visits', version: 2, stage: 'entry', title: type.title, dormant: true },
  ]);
  const timeline = await after.get(`/api/customers/${customer}/timeline?lang=en`);
  assert.match(timeline.body.items[0].summary, /whose plugin is not enabled/);
});

test('how many of the latest moments are of each type is told with when they came', async () => {
  await using app = await startTestChaland({ plugins: [visits] });
  assert.deepEqual((await app.get('/api/moment-types/activity')).body, { looked: 0, since: null, items: [] });
  for (let i = 0; i < 3; i++) await come(app, { id: String(i) });
  const { looked, items } = (await app.get('/api/moment-types/activity')).body;
  assert.equal(looked, 3);
  assert.deepEqual(items, [{ type: 'visit', count: 3, lastRecordedAt: app.clock.now().toISOString() }]);
});
