import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePlugin } from '../../plugin/define-plugin.ts';
import { startTestChaland } from '../../testing/index.ts';
import { plain, writeMoments } from '../../testing/stream/raw-moments.ts';
import { note } from '../../testing/stream/test-stream.ts';
import { subscriber } from './subscriber.ts';

function visits() {
  const { batches, subscriber: noting } = note({ id: 'visits.note', attempts: 1, async reset() {} });
  const faulty = new Set<string>();
  const { handle } = noting;
  noting.handle = async (moments, context) => {
    if (moments.some(({ key }) => faulty.has(key))) throw new Error('no such visit');
    await handle(moments, context);
  };
  const plugin = definePlugin({
    id: 'visits',
    version: '1.0.0',
    title: { en: 'Visits', fr: 'Visites' },
    requires: { api: '^1.0' },
    contributes: [subscriber(noting)],
  });
  return { batches, faulty, plugin };
}

test('a person with the permission sees how subscriptions do, and replays what was parked', async () => {
  const { batches, faulty, plugin } = visits();
  await using app = await startTestChaland({ plugins: [plugin] });
  faulty.add('b');
  await writeMoments(app.db, plain('a', 'b'));
  await app.drain();

  const list = await app.get('/api/subscriptions');
  assert.equal(list.status, 200);
  const { items } = list.body as { items: { id: string; parked: number }[] };
  assert.deepEqual(
    items.filter(({ id }) => id === 'visits.note').map(({ parked }) => parked),
    [1],
  );

  const parked = await app.get('/api/subscriptions/visits.note/parked');
  const [moment] = (parked.body as { items: { momentId: string; key: string; error: string }[] }).items;
  assert.deepEqual([moment?.key, moment?.error], ['b', 'no such visit']);

  faulty.clear();
  const replayed = await app.post('/api/subscriptions/visits.note/parked/replay', {
    moment: moment!.momentId,
  });
  assert.deepEqual([replayed.status, replayed.body], [200, { moments: 1 }]);
  await app.drain();
  assert.deepEqual(batches, [['a'], ['b']]);
});

test('a subscription is paused with a reason, resumed, and replayed over the API', async () => {
  const { batches, plugin } = visits();
  await using app = await startTestChaland({ plugins: [plugin] });
  const at = '/api/subscriptions/visits.note';
  assert.equal((await app.post(`${at}/pause`, { reason: 'stocktaking' })).status, 204);
  await writeMoments(app.db, plain('a'));
  await app.drain();
  assert.deepEqual(batches, []);
  assert.equal((await app.post(`${at}/resume`)).status, 204);
  await app.drain();
  assert.equal((await app.post(`${at}/replay`)).status, 204);
  await app.drain();
  assert.deepEqual(batches, [['a'], ['a']]);
});

test('a subscription that does not exist is told so', async () => {
  await using app = await startTestChaland();
  for (const path of ['parked/replay', 'replay', 'pause', 'resume']) {
    const answer = await app.post(`/api/subscriptions/nothing.here/${path}`, { reason: 'none' });
    assert.ok([404, 422].includes(answer.status), path);
  }
  assert.equal((await app.get('/api/subscriptions/nothing.here/parked')).status, 404);
});

test('who may only see subscriptions cannot change them', async () => {
  const { plugin } = visits();
  await using app = await startTestChaland({ plugins: [plugin] });
  const seer = app.as(await app.keyWith(['subscriptions.read']));
  assert.equal((await seer.get('/api/subscriptions')).status, 200);
  assert.equal((await seer.post('/api/subscriptions/visits.note/resume')).status, 403);
});
