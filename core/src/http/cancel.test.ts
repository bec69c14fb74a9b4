import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePlugin } from '../plugin/define-plugin.ts';
import { onPostgres, startTestChaland } from '../testing/index.ts';
import { until } from '../testing/until.ts';
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
      handler: async (_request, { db }) => db.query('select pg_sleep(600)'),
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
         where datname = current_database() and query = 'select pg_sleep(600)' and state = 'active'`,
      );
      return row!.n;
    };
    const client = new AbortController();
    const answer = fetch(`${url}/api/x/slow/sleep`, { signal: client.signal });
    await until('the query runs', async () => (await running()) === 1);
    client.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    await until('the query has stopped', async () => (await running()) === 0);
    assert.equal((await app.get('/api/stores')).status, 200);
  });
});
