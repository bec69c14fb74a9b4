import { deepEqual, match } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { checkPlugins } from './check-plugins.ts';
import { sampleCheckout } from './checks/sample-checkout.ts';

const manifest = {
  name: '@chaland/loyalty',
  version: '1.2.0',
  license: 'MIT',
  type: 'module',
  peerDependencies: {
    '@chaland/core': '^1.0',
    '@chaland/sales': 'workspace:^1.0',
    '@chaland/segments': '^1.0',
  },
  peerDependenciesMeta: { '@chaland/segments': { optional: true } },
};
const declaration = {
  id: 'loyalty',
  version: '1.2.0',
  requires: { api: '^1.0', plugins: { sales: '^1.0' }, optional: { segments: '^1.0' } },
};
const declare = (value: object) => `export default ${JSON.stringify(value)};`;
const at = (path: string) => `plugins/loyalty/${path}`;

const complete = {
  [at('package.json')]: manifest,
  [at('README.md')]: '# Loyalty',
  [at('CHANGELOG.md')]: '# Changes',
  [at('locales/en.json')]: { points: { one: '1 point' } },
  [at('locales/fr.json')]: { points: { one: '1 point' } },
  [at('src/plugin.ts')]: declare(declaration),
};

test('a complete plugin passes', async (t) => {
  deepEqual(await checkPlugins(sampleCheckout(t, complete)), []);
});

/** Each changes one file of the complete plugin: [what the test says, rule, file, content]. */
const plants: [string, string, string, string | object][] = [
  [
    'another name than its folder',
    'named-after-its-folder',
    'package.json',
    { ...manifest, name: 'loyalty' },
  ],
  ['another license', 'has-the-license', 'package.json', { ...manifest, license: 'GPL-3.0' }],
  ['an empty README', 'has-its-papers', 'README.md', '\n'],
  ['an empty changelog', 'has-its-papers', 'CHANGELOG.md', ''],
  ['a message in English only', 'speaks-both-languages', 'locales/fr.json', { points: {} }],
  ['a message in French only', 'speaks-both-languages', 'locales/en.json', { points: {} }],
  [
    'another id than its folder',
    'declares-itself',
    'src/plugin.ts',
    declare({ ...declaration, id: 'points' }),
  ],
  ['a stale version', 'declares-itself', 'src/plugin.ts', declare({ ...declaration, version: '1.1.0' })],
  ['a declaration that throws', 'declares-itself', 'src/plugin.ts', "throw new Error('no settings');"],
  ['no declaration', 'declares-itself', 'src/plugin.ts', 'export const loyalty = {};'],
  [
    'another range than its peers',
    'requires-equals-peers',
    'src/plugin.ts',
    declare({ ...declaration, requires: { ...declaration.requires, plugins: { sales: '^2.0' } } }),
  ],
  [
    'an optional plugin that is no optional peer',
    'requires-equals-peers',
    'src/plugin.ts',
    declare({
      ...declaration,
      requires: { ...declaration.requires, optional: { segments: '^1.0', offers: '^1.0' } },
    }),
  ],
];

describe('caught: a plugin with', () => {
  for (const [sentence, rule, file, content] of plants) {
    test(sentence, async (t) => {
      deepEqual(await rulesBroken(t, { [at(file)]: content }), [rule]);
    });
  }

  test('no version', async (t) => {
    const { version: _, ...rest } = manifest;
    // The declaration takes its version from there, so it differs too.
    deepEqual(await rulesBroken(t, { [at('package.json')]: rest }), ['has-a-version', 'declares-itself']);
  });

  test('no core among its peers', async (t) => {
    const { '@chaland/core': _, ...peerDependencies } = manifest.peerDependencies;
    deepEqual(await rulesBroken(t, { [at('package.json')]: { ...manifest, peerDependencies } }), [
      'peer-of-core',
    ]);
  });
});

test('an undeclared peer is named with its range', async (t) => {
  const root = sampleCheckout(t, {
    ...complete,
    [at('src/plugin.ts')]: declare({ ...declaration, requires: { optional: { segments: '^1.0' } } }),
  });
  const [violation] = await checkPlugins(root);
  match(violation?.what ?? '', /requires\.plugins says sales nothing, peerDependencies \^1\.0/);
});

async function rulesBroken(t: TestContext, planted: Record<string, string | object>): Promise<string[]> {
  return (await checkPlugins(sampleCheckout(t, { ...complete, ...planted }))).map(({ rule }) => rule);
}
