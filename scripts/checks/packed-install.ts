import { execFileSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * Installs packages of this checkout into an empty folder as a stranger would: packed, by npm, for production.
 * Build first.
 * @param folders from the root: `core`, `plugins/sales`
 */
export function installPacked(into: string, folders: readonly string[]): void {
  for (const folder of folders) {
    execFileSync('pnpm', ['pack', '--pack-destination', into], { cwd: join(root, folder), stdio: 'pipe' });
  }
  const archives = readdirSync(into).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(into, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const args = ['install', '--no-audit', '--no-fund', '--omit=dev', ...archives.map((name) => `./${name}`)];
  execFileSync('npm', args, { cwd: into, stdio: 'pipe' });
}

/** Megabytes (10⁶ bytes) and packages below a folder's node_modules. */
export function sizeOfInstall(folder: string): { megabytes: number; packages: number } {
  const entries = readdirSync(join(folder, 'node_modules'), { withFileTypes: true, recursive: true });
  let bytes = 0;
  let packages = 0;
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) bytes += statSync(path).size;
    if (entry.name === 'package.json' && /node_modules\/(@[^/]+\/)?[^/]+$/.test(entry.parentPath)) packages++;
  }
  return { megabytes: bytes / 1e6, packages };
}
