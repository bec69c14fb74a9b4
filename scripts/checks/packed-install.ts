import { execFileSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** How often npm may try, and how many minutes each time: a registry that stalls once mostly answers the next time. */
const tries = 3;
const minutes = 4;

/**
 * Installs packages of this checkout into an empty folder as a stranger would: packed, by npm, for production.
 * Build first.
 * @param folders from the root: `core`, `plugins/sales`
 * @throws with npm's last words where it does not get there
 */
export function installPacked(into: string, folders: readonly string[]): void {
  for (const folder of folders) {
    execFileSync('pnpm', ['pack', '--pack-destination', into], { cwd: join(root, folder), stdio: 'pipe' });
  }
  const archives = readdirSync(into).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(into, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  npmInstall(
    into,
    archives.map((name) => `./${name}`),
  );
}

function npmInstall(into: string, archives: readonly string[]): void {
  // What is known already need not be asked for again, and what stalls is given up sooner than npm does by itself.
  const network = ['--prefer-offline', '--fetch-timeout=60000', '--fetch-retries=3'];
  // A peer that a plugin can do without, the panel, is not on the registry before it is published: npm would look for
  // it there and give up. What the packages do need is among the archives.
  const peers = '--legacy-peer-deps';
  // Whatever asked for silence, what npm says is wanted where it fails.
  const loud = '--loglevel=error';
  const args = ['install', '--no-audit', '--no-fund', '--omit=dev', peers, loud, ...network, ...archives];
  for (let attempt = 1; ; attempt++) {
    try {
      execFileSync('npm', args, {
        cwd: into,
        stdio: 'pipe',
        timeout: minutes * 60_000,
        killSignal: 'SIGKILL',
      });
      return;
    } catch (error) {
      const why = reason(error);
      if (attempt === tries) {
        throw new Error(
          `npm could not install the packed packages in ${into}, in ${tries} tries. The last one: ${why}\n` +
            'What to do: look whether the registry answers (npm ping), then run this again.',
          { cause: error },
        );
      }
      console.error(`npm install, try ${attempt} of ${tries}: ${why}`);
    }
  }
}

function reason(error: unknown): string {
  const { code, stderr = '' } = error as { code?: string; stderr?: Buffer | string };
  if (code === 'ETIMEDOUT') return `it was not done after ${minutes} minutes.`;
  return String(stderr).trim().slice(-2_000) || (error as Error).message;
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
