import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePlugin } from '../plugin/define-plugin.ts';
import { startTestChaland } from '../testing/index.ts';
import type { CoreSettings } from './core-settings.ts';

test("core's own settings are set as a plugin's are", async () => {
  await using app = await startTestChaland({ plugins: [] });
  const { body } = await app.get('/api/settings/core');
  assert.equal(body.value.identity.survivorship.default.rule, 'latest');
  const set = { identity: { survivorship: { default: { rule: 'verified-first' } } } };
  assert.equal((await app.put('/api/settings/core', set, { 'if-match': '"0"' })).status, 200);
  const { identity } = await app.settings.of<CoreSettings>('core');
  assert.equal(identity.survivorship.default.rule, 'verified-first');
  assert.equal(identity.survivorship.corrections, 'first');
});

test('the configuration may hold them, and a wrong key is told', async () => {
  const settings = { core: { identity: { survivorship: { corrections: 'as-any-source' } } } };
  await using app = await startTestChaland({ settings });
  assert.deepEqual((await app.get('/api/settings/core')).body.faults, []);
  await assert.rejects(startTestChaland({ settings: { core: { idntity: {} } } }), {
    code: 'CHL_PLUGIN_SETTINGS_INVALID',
  });
});

test('a plugin cannot be called core', () => {
  assert.throws(
    () =>
      definePlugin({ id: 'core', version: '1.0.0', title: { en: 'x', fr: 'x' }, requires: { api: '^1.0' } }),
    { code: 'CHL_PLUGIN_INVALID' },
  );
});
