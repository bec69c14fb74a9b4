import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { job } from '../job/job.ts';
import { subscriber } from '../moment/stream/subscriber.ts';
import { momentType } from '../moment/type.ts';
import { definePlugin } from '../plugin/define-plugin.ts';
import { aMoment, onBothDatabases, startTestChaland, testStart } from './index.ts';

/** Counts visits as they are handed over; closes the door by a job. */
function doorbell() {
  const heard: string[] = [];
  const plugin = definePlugin({
    id: 'doorbell',
    version: '1.0.0',
    title: { en: 'Doorbell', fr: 'Sonnette' },
    requires: { api: '^1.0' },
    contributes: [
      momentType({
        type: 'doorbell.ring',
        version: 1,
        stage: 'entry',
        title: { en: 'Ring', fr: 'Sonnerie' },
        schema: Type.Object({ times: Type.Integer() }),
        summary: ({ times }) => `${times}`,
      }),
      subscriber({
        id: 'doorbell.hear',
        title: { en: 'Hears the bell', fr: 'Entend la sonnette' },
        from: 'beginning',
        async handle(moments, { jobs }) {
          for (const { key } of moments) heard.push(key);
          await jobs.enqueue('doorbell.open');
        },
      }),
      job({
        id: 'doorbell.open',
        title: { en: 'Opens', fr: 'Ouvre' },
        async handle() {
          heard.push('opened');
        },
      }),
    ],
  });
  return { plugin, heard };
}

onBothDatabases((on) => {
  test('a deployment in a test answers over its API, and hands on what waits when it is told to', async () => {
    const { plugin, heard } = doorbell();
    await using app = await startTestChaland({ on, plugins: [plugin] });
    const ring = aMoment({ type: 'doorbell.ring', data: { times: 2 } });
    assert.equal((await app.post('/api/moments', ring)).status, 201);
    assert.deepEqual(heard, []);
    await app.drain();
    assert.deepEqual(heard, [ring.id, 'opened']);
  });

  test('its time stands still until the test moves it', async () => {
    await using app = await startTestChaland({ on });
    assert.deepEqual(app.clock.now(), testStart);
    app.clock.advance({ days: 1, hours: 2 });
    assert.equal(app.clock.now().getTime() - testStart.getTime(), 26 * 3_600_000);
  });

  test('it is asked as an administrator, as somebody else, or as nobody', async () => {
    await using app = await startTestChaland({ on });
    assert.equal((await app.get('/api/stores')).status, 200);
    assert.equal((await app.as(null).get('/api/stores')).status, 401);
    const key = await app.keyWith(['customers.read']);
    assert.equal((await app.as(key).get('/api/customers')).status, 200);
    assert.equal((await app.as(key).get('/api/keys')).status, 403);
  });
});
