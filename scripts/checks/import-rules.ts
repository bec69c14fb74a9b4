import type { ImportUse } from './import-use.ts';

export interface ImportRule {
  name: string;
  /** What is wrong with this import, or nothing. */
  fault(use: ImportUse): string | false | undefined;
  mend: string;
}

/** Packages that plugins get through Chaland, so that a deployment holds one of each. */
export const sharedByCore = ['@mikro-orm/*', 'tsyringe', 'kysely', 'typebox', '@sinclair/typebox'];
export const sharedByAdmin = ['vue', 'vue-router', 'vue-i18n', 'pinia'];

/** Who may import whom: the five rules of docs/architecture.md, each as few plain conditions. */
export const importRules: ImportRule[] = [
  {
    name: 'core-stands-alone',
    fault: ({ from, to, name, path }) =>
      from.kind === 'core' &&
      ((to && to.kind !== 'core' && `core imports ${to.folder}`) ||
        (!to && name?.startsWith('@chaland/') && `core imports ${name}`) ||
        (path && !to && `core imports ${path}, outside its own folder`)),
    mend: 'Give core an extension point, and let the plugin contribute to it.',
  },
  {
    name: 'primitives-before-plugins',
    fault: ({ from, file, path, inTest }) => {
      const primitive = /^core\/src\/(customer|consent|moment)\//.exec(file)?.[1];
      if (from.kind !== 'core' || !primitive || inTest) return;
      if (!path?.startsWith('core/src/plugin/') || path === 'core/src/plugin/extension-point.ts') return;
      return `${primitive} imports ${path}`;
    },
    mend: 'Import only plugin/extension-point.ts here, and join the two in boot.ts.',
  },
  {
    name: 'plugin-uses-public-entries',
    fault: ({ from, to, specifier, entry, path }) => {
      if (from.kind !== 'plugin') return;
      if (path && to !== from) return `${specifier} leaves the plugin's own folder`;
      if (entry && to && to !== from && !isPublic(to, entry))
        return `${to.manifest.name} has no entry "${entry}"`;
    },
    mend: 'Import what the package exports. If something is missing there, add it to the public entry.',
  },
  {
    name: 'plugin-meets-plugin-at-its-contract',
    fault: ({ from, to, name, entry, inTest }) => {
      const isAnotherPlugin = to ? to !== from && to.kind === 'plugin' : name?.startsWith('@chaland/');
      if (from.kind !== 'plugin' || !name || !isAnotherPlugin || isChaland(name)) return;
      // A test switches the other plugin on, which takes its declaration.
      if (entry !== './contract' && !(inTest && entry === '.'))
        return `${name} is imported past its contract`;
      const { peerDependencies, devDependencies } = from.manifest;
      const named = { ...(inTest ? devDependencies : {}), ...peerDependencies };
      if (!(name in named)) return `${name} is not named in peerDependencies of ${from.folder}/package.json`;
    },
    mend: "Import the other plugin's ./contract, and name it in requires.plugins (or requires.optional) and in peerDependencies.",
  },
  {
    name: 'plugin-admin-in-its-folder',
    fault: ({ from, name, specifier, inAdminFolder }) =>
      from.kind === 'plugin' &&
      !inAdminFolder &&
      (name === '@chaland/admin' || sharedByAdmin.includes(name ?? '')) &&
      `${specifier} is imported outside the plugin's admin folder`,
    mend: 'Move the code that draws the admin panel to admin/. The rest of a plugin runs on the server.',
  },
  {
    name: 'shared-packages-come-through-chaland',
    fault: ({ from, name }) =>
      from.kind === 'plugin' && name && matches(sharedByCore, name) && `a plugin imports ${name} itself`,
    mend: 'Import it from @chaland/core (defineEntity, sql, Type, …), so that there is one copy of it.',
  },
  {
    name: 'plugin-admin-draws-with-the-kit',
    fault: ({ from, to, name, specifier, path, inAdminFolder, inTest, typeOnly }) => {
      if (from.kind !== 'plugin' || !inAdminFolder || inTest) return;
      // What runs on the server is not for browsers; what it looks like is, and the texts that both say.
      const isForBoth = path && /^[^/]+\/[^/]+\/(admin|locales)\//.test(path);
      if (path) return !typeOnly && !isForBoth && `${specifier} is server code`;
      if (name === 'vue' || name === '@chaland/admin' || (typeOnly && to)) return;
      return `a panel part imports ${specifier}`;
    },
    mend: 'Draw with @chaland/admin/kit (and vue itself); add what is missing to admin/src/kit/. From elsewhere, import types only.',
  },
  {
    name: 'only-the-client-asks',
    fault: ({ from, file, name, inTest, typeOnly }) =>
      from.kind === 'admin' &&
      !inTest &&
      !typeOnly &&
      name === 'openapi-fetch' &&
      !file.startsWith('admin/src/api/') &&
      `${file} makes a client of its own`,
    mend: 'Ask with useApi() of admin/src/api/: it knows sessions, problems and the server that is away.',
  },
  {
    name: 'core-pages-draw-with-the-kit',
    fault: ({ file, name, specifier, typeOnly, inTest }) =>
      file.startsWith('admin/src/page/') &&
      !inTest &&
      !typeOnly &&
      name?.startsWith('@nuxt/ui') &&
      `${specifier} is imported past the kit`,
    mend: 'Import it from ../../kit/index.ts; add it to kit/ui.ts where it is missing.',
  },
  {
    name: 'admin-takes-only-types-from-core',
    fault: ({ from, to, name, specifier, typeOnly, inTest }) =>
      from.kind === 'admin' &&
      !inTest &&
      !typeOnly &&
      (to?.kind === 'core' || name === '@chaland/core') &&
      `${specifier} is imported at run time`,
    mend: 'Write `import type { … }` (not `import { type … }`), and get data over HTTP.',
  },
  {
    name: 'testing-stays-in-tests',
    fault: ({ specifier, path, name, entry, inTest }) =>
      !inTest &&
      (path?.includes('/testing/') || (name?.startsWith('@chaland/') && entry?.startsWith('./testing'))) &&
      `production code imports ${specifier}`,
    mend: 'Use the test kit only in *.test.ts files and testing folders.',
  },
];

const isChaland = (name: string) => name === '@chaland/core' || name === '@chaland/admin';

function isPublic(to: { manifest: { exports?: Record<string, unknown> | string } }, entry: string): boolean {
  const { exports = {} } = to.manifest;
  return typeof exports === 'string' ? entry === '.' : entry in exports;
}

/** Whether `name` is in the list, where `@scope/*` stands for all of a scope. */
export function matches(list: string[], name: string): boolean {
  return list.some((item) => (item.endsWith('/*') ? name.startsWith(item.slice(0, -1)) : name === item));
}
