import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { definePlugin } from '../plugin/define-plugin.ts';
import { onPostgres, startTestChaland } from '../testing/index.ts';
import { route } from './route.ts';

const slow = definePlugin({
  id: 'slow',
  version: '1.0.0',
  title: { en: 'Slow', fr: 'Lent' },
  requires: { api: '^1.0' },
  contributes: [
    route({
      method: 'GET',
      path: '/api/x/slow/sleep',
      summary: 'Sleep',
      tag: 'Slow',
      permission: null,
      unaudited: true,
      responses: { 200: { description: 'Slept.' } },
      handler: async (_request, { db }) => db.query('select pg_sleep(30)'),
    }),
  ],
});

onPostgres(() => {
  test('a query whose client went away is cancelled in the database', async () => {
    await using app = await startTestChaland({ on: 'postgres', plugins: [slow] });
    const { url } = await app.http.listen(0);
    const running = async () => {
      const [row] = await app.db.query<{ n: number }>(
        `select count(*) as n from pg_stat_activity
         where datname = current_database() and query = 'select pg_sleep(30)' and state = 'active'`,
      );
      return row!.n;
    };
    const until = async (wanted: number) => {
      for (let tries = 0; tries < 200; tries++) {
        if ((await running()) === wanted) return;
        await pause(25);
      }
      assert.fail(`${await running()} queries run, and not ${wanted}`);
    };

    const client = new AbortController();
    const answer = fetch(`${url}/api/x/slow/sleep`, { signal: client.signal });
    await until(1);
    client.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    await until(0);
    assert.equal((await app.get('/api/stores')).status, 200);
  });
});
