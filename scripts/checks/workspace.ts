import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The fields of package.json that the checks look at. */
export interface Manifest {
  name?: string;
  version?: string;
  license?: string;
  private?: boolean;
  exports?: Record<string, unknown> | string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

export interface Package {
  kind: 'core' | 'admin' | 'plugin' | 'template';
  /** From the root, with forward slashes: `plugins/loyalty`. */
  folder: string;
  manifest: Manifest;
}

/** Every package of the checkout, and every template, since a template has to follow the rules it teaches. */
export function packagesOf(root: string): Package[] {
  const found: [Package['kind'], string][] = [
    ['core', 'core'],
    ['admin', 'admin'],
    ...foldersIn(root, 'plugins').map((folder): [Package['kind'], string] => ['plugin', folder]),
    ...foldersIn(root, 'templates').map((folder): [Package['kind'], string] => [
      folder.startsWith('templates/plugin-') ? 'plugin' : 'template',
      folder,
    ]),
  ];
  return found
    .filter(([, folder]) => existsSync(join(root, folder, 'package.json')))
    .map(([kind, folder]) => ({ kind, folder, manifest: readManifest(join(root, folder)) }));
}

/** The files under `folder` (from the root, sorted) that people wrote. */
export function filesOf(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules' && name !== 'dist')
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesOf(root, path) : [path];
    })
    .sort();
}

function foldersIn(root: string, parent: string): string[] {
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`)
    .sort();
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
