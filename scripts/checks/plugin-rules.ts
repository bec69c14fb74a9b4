import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Package } from './workspace.ts';

/** What a plugin's declaration says about itself, as far as these rules look at it. */
export interface Declaration {
  id?: string;
  version?: string;
  requires?: { plugins?: Record<string, string>; optional?: Record<string, string> };
}

export interface PluginUnderCheck extends Package {
  /** The folder with its full path. */
  path: string;
  /** The default export of src/plugin.ts; a text when it could not be loaded. */
  declaration: Declaration | string;
}

export interface PluginRule {
  name: string;
  /** Every way in which the plugin breaks the rule. */
  faults(plugin: PluginUnderCheck): string[];
  mend: string;
}

export const pluginRules: PluginRule[] = [
  {
    name: 'named-after-its-folder',
    faults: ({ manifest, folder }) =>
      unless(manifest.name === `@chaland/${basename(folder)}`, `the package is called "${manifest.name}"`),
    mend: 'Call the package @chaland/<folder>: people find a plugin by its name.',
  },
  {
    name: 'has-a-version',
    faults: ({ manifest }) =>
      unless(
        /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(manifest.version ?? ''),
        `its version is "${manifest.version}"`,
      ),
    mend: 'Give package.json a version of three numbers, such as 1.0.0.',
  },
  {
    name: 'has-the-license',
    faults: ({ manifest }) => unless(manifest.license === 'MIT', `its license is "${manifest.license}"`),
    mend: 'Write "license": "MIT" in package.json.',
  },
  {
    name: 'has-its-papers',
    faults: ({ path }) =>
      ['README.md', 'CHANGELOG.md'].flatMap((file) =>
        unless(hasText(join(path, file)), `${file} is missing or empty`),
      ),
    mend: 'Say in README.md what the plugin does and how to set it up; start CHANGELOG.md with its first version.',
  },
  {
    name: 'peer-of-core',
    faults: ({ manifest }) =>
      unless(
        manifest.peerDependencies?.['@chaland/core'] !== undefined,
        'peerDependencies has no @chaland/core',
      ),
    mend: 'Name @chaland/core in peerDependencies, so that a deployment holds one core.',
  },
  {
    name: 'speaks-both-languages',
    faults: ({ path }) => (existsSync(join(path, 'locales')) ? differingKeys(join(path, 'locales')) : []),
    mend: 'Give locales/en.json and locales/fr.json the same keys.',
  },
  {
    name: 'declares-itself',
    faults: ({ manifest, folder, declaration }) => {
      if (typeof declaration === 'string') return [declaration];
      return [
        ...unless(declaration.id === basename(folder), `its id is "${declaration.id}"`),
        ...unless(
          declaration.version === manifest.version,
          `it declares version ${declaration.version}, package.json says ${manifest.version}`,
        ),
      ];
    },
    mend: 'Let src/plugin.ts export definePlugin({ id: <folder>, version: <that of package.json>, … }) by default.',
  },
  {
    name: 'requires-equals-peers',
    faults: ({ manifest, declaration }) => {
      if (typeof declaration === 'string') return [];
      const { plugins = {}, optional = {} } = declaration.requires ?? {};
      const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
      const peers = pluginsAmong(peerDependencies);
      const isOptional = (id: string) => peerDependenciesMeta[`@chaland/${id}`]?.optional === true;
      return [
        ...differences(
          'requires.plugins',
          plugins,
          filterKeys(peers, (id) => !isOptional(id)),
        ),
        ...differences('requires.optional', optional, filterKeys(peers, isOptional)),
      ];
    },
    mend: 'Name the same plugins with the same ranges in both (optional ones in peerDependenciesMeta too).',
  },
];

const unless = (holds: boolean, fault: string): string[] => (holds ? [] : [fault]);

const hasText = (file: string) => existsSync(file) && readFileSync(file, 'utf8').trim() !== '';

/** The plugins among peer dependencies, by id. `workspace:^1.0` is pnpm's way to write `^1.0` in a checkout. */
function pluginsAmong(peers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(peers)
      .filter(([name]) => name.startsWith('@chaland/') && !/\/(core|admin)$/.test(name))
      .map(([name, range]) => [name.slice('@chaland/'.length), range.replace(/^workspace:/, '')]),
  );
}

function differences(
  field: string,
  required: Record<string, string>,
  peers: Record<string, string>,
): string[] {
  const ids = [...new Set([...Object.keys(required), ...Object.keys(peers)])].sort();
  return ids.flatMap((id) =>
    unless(
      required[id] === peers[id],
      `${field} says ${id} ${required[id] ?? 'nothing'}, peerDependencies ${peers[id] ?? 'nothing'}`,
    ),
  );
}

function filterKeys(record: Record<string, string>, keep: (key: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)));
}

function differingKeys(folder: string): string[] {
  const [en, fr] = ['en.json', 'fr.json'].map((file) => keysOf(join(folder, file)));
  if (!en || !fr) return [`locales/${en ? 'fr' : 'en'}.json is missing`];
  return [
    ...[...en].filter((key) => !fr.has(key)).map((key) => `locales/fr.json lacks "${key}"`),
    ...[...fr].filter((key) => !en.has(key)).map((key) => `locales/en.json lacks "${key}"`),
  ];
}

function keysOf(file: string): Set<string> | undefined {
  if (!existsSync(file)) return undefined;
  return new Set(leavesOf(JSON.parse(readFileSync(file, 'utf8'))));
}

function leavesOf(value: unknown, key = ''): string[] {
  if (typeof value !== 'object' || value === null) return [key];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, key ? `${key}.${name}` : name));
}
