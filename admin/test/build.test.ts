import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { buildPanel, type PanelProblem } from '../vite/index.ts';
import { outsideDeployment } from './outside/deployment.ts';
import { giftPanel } from './outside/gift-plugin.ts';

test('a plugin whose panel part is missing fails the build by its name', async () => {
  using deployment = await outsideDeployment({ 'gift-lost': { files: {}, form: 'source' } });
  await assert.rejects(buildPanel(deployment.configFile), (error: PanelProblem) => {
    assert.match(error.message, /plugin "gift-lost" names "gift-lost\/admin"/);
    assert.match(error.mend, /Install the plugin's package anew/);
    return true;
  });
});

test('an icon that does not exist fails the build by its name, before anything is built', async () => {
  const files = giftPanel('gift-icon', 1);
  files['admin/index.ts'] = files['admin/index.ts']!.replace('i-lucide-gift', 'i-lucide-no-such-gift');
  using deployment = await outsideDeployment({ 'gift-icon': { files, form: 'source' } });
  await assert.rejects(buildPanel(deployment.configFile), (error: PanelProblem) => {
    assert.match(error.message, /i-lucide-no-such-gift of plugin "gift-icon"/);
    return true;
  });
  assert.ok(!existsSync(join(dirname(deployment.configFile), '.chaland/panel')));
});
