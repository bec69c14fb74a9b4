import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { job } from '../job/job.ts';
import { onBothDatabases, startTestChaland, testDatabase } from '../testing/index.ts';
import { definePlugin } from './define-plugin.ts';
import { defineExtensionPoint } from './extension-point.ts';

const title = { en: 'Loyalty', fr: 'Fidélité' };
const criterion = defineExtensionPoint<{ id: string }>('segments.criteria');
const loyalty = definePlugin({
  id: 'loyalty',
  version: '1.2.0',
  title,
  requires: { api: '^1.0' },
  settings: Type.Object({ pointsPerEuro: Type.Integer({ default: 1 }) }),
  migrations: [{ name: '0001-tier', up: 'create table loyalty.tier (code text primary key)' }],
  contributes: [criterion({ id: 'tier-is' }), job({ id: 'loyalty.expire', title, handle: async () => {} })],
});
const broken = definePlugin({
  id: 'broken',
  version: '1.0.0',
  title,
  requires: { api: '^1.0' },
  migrations: [{ name: '0001-none', up: 'create table broken.none (oops nonsense)' }],
  contributes: [job({ id: 'broken.work', title, handle: async () => {} })],
});

onBothDatabases((on) => {
  test('the plugins are listed with what they add, what lies dormant, and how far their tables are', async () => {
    await using app = await startTestChaland({ on, plugins: [loyalty] });
    const { status, body } = await app.get('/api/plugins');
    assert.equal(status, 200);
    assert.deepEqual(body, {
      api: '1.0.0',
      items: [
        {
          id: 'loyalty',
          version: '1.2.0',
          title,
          state: 'ok',
          error: null,
          requires: { api: '^1.0' },
          contributions: [
            { point: 'segments.criteria', name: 'tier-is', dormant: true },
            { point: 'core.jobs', name: 'loyalty.expire', dormant: false },
          ],
          provides: [],
          hasSettings: true,
          migrations: { applied: ['0001-tier'], pending: [] },
        },
      ],
      removed: [],
    });
  });

  test('a plugin that was removed is still listed by its tables', async () => {
    await using db = await testDatabase({ on, plugins: [loyalty] });
    await using app = await startTestChaland({ database: db });
    assert.deepEqual((await app.get('/api/plugins')).body.removed, ['loyalty']);
  });

  test('a plugin whose migration fails stops the start, unless the others may go on', async () => {
    await using db = await testDatabase({ on });
    await assert.rejects(startTestChaland({ database: db, plugins: [broken, loyalty] }), {
      code: 'CHL_PLUGIN_FAILED',
      message: /plugin "broken"/,
    });
    await using app = await startTestChaland({
      database: db,
      plugins: [broken, loyalty],
      config: { onPluginFailure: 'continue' },
    });
    const { items } = (await app.get('/api/plugins')).body;
    assert.deepEqual(
      items.map(({ id, state, migrations }: Record<string, unknown>) => ({ id, state, migrations })),
      [
        { id: 'broken', state: 'failed', migrations: { applied: [], pending: ['0001-none'] } },
        { id: 'loyalty', state: 'ok', migrations: { applied: ['0001-tier'], pending: [] } },
      ],
    );
    const jobs = (await app.jobs.status()).map(({ id }) => id);
    assert.ok(jobs.includes('loyalty.expire') && !jobs.includes('broken.work'));
  });
});

test('the list of plugins takes its permission', async () => {
  await using app = await startTestChaland({ plugins: [loyalty] });
  const key = await app.keyWith(['stores.read']);
  assert.equal((await app.as(key).get('/api/plugins')).status, 403);
  assert.equal((await app.as(null).get('/api/plugins')).status, 401);
});
