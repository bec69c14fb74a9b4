import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { definePlugin } from '../plugin/define-plugin.ts';
import { startTestChaland } from '../testing/index.ts';
import { job } from './job.ts';

test('jobs are listed, and run when somebody asks', async () => {
  const runs: unknown[] = [];
  const plugin = definePlugin({
    id: 'windows',
    version: '1.0.0',
    title: { en: 'Shop windows', fr: 'Vitrines' },
    requires: { api: '^1.0' },
    contributes: [
      job<{ store: string }>({
        id: 'windows.dress',
        title: { en: 'Dress the window', fr: 'Habiller la vitrine' },
        args: Type.Object({ store: Type.String() }),
        handle: async (args) => void runs.push(args),
      }),
    ],
  });
  await using app = await startTestChaland({ plugins: [plugin] });

  const { status, body } = await app.post('/api/jobs/windows.dress/run', { args: { store: 'paris-1' } });
  assert.equal(status, 202);
  assert.match((body as { run: string }).run, /^[0-9a-f-]{36}$/);
  const before = (await app.get('/api/jobs')).body as { items: { id: string; queued: number }[] };
  assert.equal(before.items.find(({ id }) => id === 'windows.dress')?.queued, 1);
  await app.drain();
  assert.deepEqual(runs, [{ store: 'paris-1' }]);

  assert.equal((await app.post('/api/jobs/windows.dress/run', { args: { store: 1 } })).status, 422);
  assert.equal((await app.post('/api/jobs/windows.clean/run', {})).status, 404);
});
