import { deepEqual, equal } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { checkImports } from './check-imports.ts';
import { sampleCheckout } from './checks/sample-checkout.ts';

const tidy = {
  'core/package.json': { name: '@chaland/core', exports: { '.': {}, './testing': {} } },
  'core/src/index.ts': "export * from './boot.ts';",
  'core/src/boot.ts': "import './customer/merge.ts';\nimport './plugin/host.ts';\nimport 'kysely';",
  'core/src/customer/merge.ts': "import { defineExtensionPoint } from '../plugin/extension-point.ts';",
  'core/src/customer/merge.test.ts': "import { testKit } from '../testing/index.ts';",
  'core/src/plugin/host.ts': "import { readFileSync } from 'node:fs';",
  'core/src/testing/index.ts': "import { boot } from '../boot.ts';",
  'admin/package.json': { name: '@chaland/admin', exports: { '.': {}, './kit': {} } },
  'admin/src/main.ts': "import type { Customer } from '@chaland/core';\nimport { createApp } from 'vue';",
  'plugins/sales/package.json': {
    name: '@chaland/sales',
    exports: { '.': {}, './contract': {} },
    peerDependencies: { '@chaland/core': '^1.0' },
  },
  'plugins/sales/src/plugin.ts': "import { definePlugin, sql, Type } from '@chaland/core';",
  'plugins/loyalty/package.json': {
    name: '@chaland/loyalty',
    exports: { '.': {}, './contract': {}, './admin': {} },
    peerDependencies: { '@chaland/core': '^1.0', '@chaland/admin': '^1.0', '@chaland/sales': '^1.0' },
  },
  'plugins/loyalty/src/plugin.ts':
    "import { Receipt } from '@chaland/sales/contract';\nimport './account/earn.ts';",
  'plugins/loyalty/src/plugin.test.ts':
    "import { testKit } from '@chaland/core/testing';\nimport sales from '@chaland/sales';",
  'plugins/loyalty/src/account/earn.ts': 'export {};',
  'plugins/loyalty/admin/index.ts': "import { defineAdminExtension } from '@chaland/admin';",
  'plugins/loyalty/admin/Points.vue':
    "<script setup lang=\"ts\">\nimport { ref } from 'vue';\nimport { Card } from '@chaland/admin/kit';\n</script>\n<template><p>a < b</p></template>",
};

test('a tidy checkout passes', (t) => {
  deepEqual(checkImports(sampleCheckout(t, tidy)), []);
});

/** Each plants one file in the tidy checkout: [what the test says, rule, file, content]. */
const plants: [string, string, string, string][] = [
  [
    "a plugin's panel part imports a library of its own",
    'plugin-admin-draws-with-the-kit',
    'plugins/loyalty/admin/Points.vue',
    "<script setup>\nimport { useQuery } from '@tanstack/vue-query';\n</script>",
  ],
  [
    "a plugin's panel part imports its server code",
    'plugin-admin-draws-with-the-kit',
    'plugins/loyalty/admin/index.ts',
    "import { earn } from '../src/account/earn.ts';",
  ],
  [
    'a page imports past the kit',
    'core-pages-draw-with-the-kit',
    'admin/src/page/stores/Stores.vue',
    "<script setup>\nimport UButton from '@nuxt/ui/components/Button.vue';\n</script>",
  ],
  [
    'a page makes a client of its own',
    'only-the-client-asks',
    'admin/src/page/stores/client.ts',
    "import createClient from 'openapi-fetch';",
  ],
  [
    'a page asks by hand',
    'pages-ask-by-the-client',
    'admin/src/page/stores/stores.ts',
    "export const stores = await fetch('/api/stores');",
  ],
  [
    'core imports a plugin',
    'core-stands-alone',
    'core/src/http/app.ts',
    "import sales from '@chaland/sales';",
  ],
  [
    'core imports a plugin by its path',
    'core-stands-alone',
    'core/src/http/app.ts',
    "import sales from '../../../plugins/sales/src/plugin.ts';",
  ],
  [
    'core imports a plugin that is not in the checkout',
    'core-stands-alone',
    'core/src/http/app.ts',
    "import '@chaland/elsewhere';",
  ],
  [
    'core imports the admin',
    'core-stands-alone',
    'core/src/http/app.ts',
    "const admin = await import('@chaland/admin');",
  ],
  [
    'core imports a file of the templates, a folder without a package',
    'core-stands-alone',
    'core/src/cli/create.ts',
    "export { files } from '../../../templates/files.ts';",
  ],
  [
    'consent imports the plugin host',
    'primitives-before-plugins',
    'core/src/consent/ledger.ts',
    "import type { Host } from '../plugin/host.ts';",
  ],
  [
    'moment re-exports the plugin host',
    'primitives-before-plugins',
    'core/src/moment/stream/index.ts',
    "export * from '../../plugin/host.ts';",
  ],
  [
    'a plugin imports deep into core',
    'plugin-uses-public-entries',
    'plugins/sales/src/receipt.ts',
    "import { boot } from '@chaland/core/src/boot.ts';",
  ],
  [
    'a plugin reaches core by its path',
    'plugin-uses-public-entries',
    'plugins/sales/src/receipt.ts',
    "type Boot = typeof import('../../../core/src/boot.ts');",
  ],
  [
    'a plugin imports the internals of another',
    'plugin-meets-plugin-at-its-contract',
    'plugins/loyalty/src/account/spend.ts',
    "import type { Receipt } from '@chaland/sales';",
  ],
  [
    'a plugin imports a contract that its package.json does not name',
    'plugin-meets-plugin-at-its-contract',
    'plugins/sales/src/receipt.ts',
    "import type { Points } from '@chaland/loyalty/contract';",
  ],
  [
    'the server side of a plugin imports the admin',
    'plugin-admin-in-its-folder',
    'plugins/loyalty/src/page.ts',
    "import { defineAdminExtension } from '@chaland/admin';",
  ],
  [
    'the server side of a plugin imports Vue',
    'plugin-admin-in-its-folder',
    'plugins/loyalty/src/page.ts',
    "import { ref } from 'vue';",
  ],
  [
    'a plugin imports the ORM itself',
    'shared-packages-come-through-chaland',
    'plugins/sales/src/receipt.ts',
    "import { defineEntity } from '@mikro-orm/core';",
  ],
  [
    'a migration imports Kysely itself',
    'shared-packages-come-through-chaland',
    'plugins/sales/migrations/0001-receipt.ts',
    "import { sql } from 'kysely';",
  ],
  [
    'a plugin uses the container itself',
    'shared-packages-come-through-chaland',
    'plugins/sales/src/receipt.ts',
    "import { container } from 'tsyringe';",
  ],
  [
    'a plugin uses TypeBox itself',
    'shared-packages-come-through-chaland',
    'plugins/sales/src/receipt.ts',
    "import { Type } from 'typebox';",
  ],
  [
    'the admin imports a value from core',
    'admin-takes-only-types-from-core',
    'admin/src/api.ts',
    "import { sql } from '@chaland/core';",
  ],
  [
    'the admin imports a type so that core is still loaded',
    'admin-takes-only-types-from-core',
    'admin/src/page/Customer.vue',
    '<template><p /></template>\n<script setup lang="ts">\nimport { type Customer } from \'@chaland/core\';\n</script>',
  ],
  [
    'production code of core uses the test kit',
    'testing-stays-in-tests',
    'core/src/job/queue.ts',
    "import { clock } from '../testing/clock.ts';",
  ],
  [
    'production code of a plugin uses the test kit',
    'testing-stays-in-tests',
    'plugins/sales/src/receipt.ts',
    "import { testKit } from '@chaland/core/testing';",
  ],
];

describe('caught:', () => {
  for (const [sentence, rule, file, content] of plants) {
    test(sentence, (t) => {
      const found = violationsWith(t, { [file]: content });
      const line = content.split('\n').findIndex((text) => /\b(im|ex)port\b/.test(text)) + 1;
      deepEqual(found, [`${file}:${line} ${rule}`]);
    });
  }

  test('a plugin installs a shared package of its own', (t) => {
    const manifest = {
      name: '@chaland/sales',
      exports: { '.': {}, './contract': {} },
      dependencies: { vue: '3.5.0' },
      peerDependencies: { kysely: '*' },
    };
    deepEqual(violationsWith(t, { 'plugins/sales/package.json': manifest }), [
      'plugins/sales/package.json no-copies-of-shared-packages',
      'plugins/sales/package.json no-copies-of-shared-packages',
    ]);
  });
});

test('what only looks like an import is let be', (t) => {
  const content = [
    "// import sales from '@chaland/sales';",
    'const text = "import sales from \'@chaland/sales\'";',
    "const path = `import('@chaland/sales')`;",
    'const computed = await import(path);',
  ].join('\n');
  deepEqual(violationsWith(t, { 'core/src/http/app.ts': content }), []);
});

test('every violation says what to do', (t) => {
  const root = sampleCheckout(t, { ...tidy, 'core/src/http/app.ts': "import '@chaland/sales';" });
  const [violation] = checkImports(root);
  equal(violation?.what, 'core imports plugins/sales');
  equal(violation?.mend, 'Give core an extension point, and let the plugin contribute to it.');
});

function violationsWith(t: TestContext, planted: Record<string, string | object>): string[] {
  return checkImports(sampleCheckout(t, { ...tidy, ...planted })).map(
    ({ where, rule }) => `${where} ${rule}`,
  );
}
