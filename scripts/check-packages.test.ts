import { deepEqual } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { checkPackages } from './check-packages.ts';
import { sampleCheckout } from './checks/sample-checkout.ts';

const manifest = {
  name: '@chaland/sales',
  version: '1.0.0',
  type: 'module',
  exports: { '.': { 'chaland:source': './src/plugin.ts', default: './dist/plugin.js' } },
  files: ['dist'],
  publishConfig: { exports: { '.': { default: './dist/plugin.js' } } },
};
const sound = {
  'pnpm-workspace.yaml': 'packages:\n  - plugins/*\n',
  'package.json': { name: 'sample', private: true },
  LICENSE: 'MIT',
  'plugins/sales/package.json': manifest,
  'plugins/sales/README.md': '# Sales',
  'plugins/sales/src/plugin.ts': 'export default {};',
  'plugins/sales/dist/plugin.js': 'export default {};',
};

test('a sound package passes', (t) => {
  deepEqual(checkPackages(sampleCheckout(t, sound)), []);
});

test('a private package is never published, so it may be anything', (t) => {
  deepEqual(rulesBroken(t, { 'plugins/sales/package.json': { ...manifest, files: [], private: true } }), []);
});

test('an export that was not built is caught', (t) => {
  const exports = { '.': { default: './dist/plugin.js' }, './contract': { default: './dist/contract.js' } };
  const planted = { ...manifest, publishConfig: { exports } };
  deepEqual(rulesBroken(t, { 'plugins/sales/package.json': planted }), ['ships-what-it-exports']);
});

test('an export that points to the sources is caught', (t) => {
  const { publishConfig: _, ...planted } = { ...manifest, files: ['dist', 'src'] };
  deepEqual(rulesBroken(t, { 'plugins/sales/package.json': planted }), ['runs-without-the-sources']);
});

test('a test in the package is caught', (t) => {
  deepEqual(rulesBroken(t, { 'plugins/sales/dist/plugin.test.js': '' }), ['ships-no-tests']);
});

test('a package without a README is caught', (t) => {
  const { 'plugins/sales/README.md': _, ...rest } = sound;
  deepEqual(
    checkPackages(sampleCheckout(t, rest)).map(({ rule }) => rule),
    ['ships-its-papers'],
  );
});

function rulesBroken(t: TestContext, planted: Record<string, string | object>): string[] {
  return checkPackages(sampleCheckout(t, { ...sound, ...planted })).map(({ rule }) => rule);
}
