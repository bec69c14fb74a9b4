import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { loadConfig } from './config-file.ts';

function folderWith(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'chaland-config-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test('a configuration is found by its folder, or by its file', async (t) => {
  const folder = folderWith(t, {
    'chaland.config.ts': 'const connections: number = 3; export default { plugins: [], connections };',
    'other.mjs': 'export default { plugins: [], connections: 4 };',
  });
  assert.equal((await loadConfig(folder)).connections, 3);
  assert.equal((await loadConfig(join(folder, 'other.mjs'))).connections, 4);
});

test('a folder without a configuration is told, with the names that were looked for', async (t) => {
  const folder = folderWith(t, {});
  await assert.rejects(loadConfig(folder), {
    code: 'CHL_CONFIG_MISSING',
    message: /holds none of chaland\.config\.ts/,
  });
  await assert.rejects(loadConfig(join(folder, 'no.ts')), {
    code: 'CHL_CONFIG_MISSING',
    message: /no\.ts is not there/,
  });
});

test('a configuration that can not be read says why, and what to do', async (t) => {
  const folder = folderWith(t, {
    'throws.mjs': 'throw new Error("no CERT in the environment");',
    'syntax.ts': 'export default {\n  plugins: [,\n;',
    'missing.mjs': 'import sales from "@chaland/no-such-plugin"; export default { plugins: [sales] };',
    'nothing.mjs': 'export const config = {};',
  });
  const reading = (name: string) => loadConfig(join(folder, name));
  await assert.rejects(reading('throws.mjs'), {
    code: 'CHL_CONFIG_INVALID',
    message: /no CERT in the environment/,
  });
  await assert.rejects(reading('syntax.ts'), { code: 'CHL_CONFIG_INVALID', message: /syntax\.ts:3/ });
  await assert.rejects(reading('missing.mjs'), {
    code: 'CHL_CONFIG_INVALID',
    message: /@chaland\/no-such-plugin, which is not installed.*npm install @chaland\/no-such-plugin/,
  });
  await assert.rejects(reading('nothing.mjs'), {
    code: 'CHL_CONFIG_INVALID',
    message: /export default defineConfig/,
  });
});

test('what a plugin says of its own faults is passed on as it is', async (t) => {
  const declaring = new URL('./plugin/define-plugin.ts', import.meta.url).href;
  const folder = folderWith(t, {
    'chaland.config.mjs': `import { definePlugin } from ${JSON.stringify(declaring)}; export default { plugins: [definePlugin({ id: 'Bad' })] };`,
  });
  await assert.rejects(loadConfig(folder), { code: 'CHL_PLUGIN_INVALID', message: /plugin "Bad" has an id/ });
});
