import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { say } from './say.ts';

const root = join(import.meta.dirname, '../..');

/** All that the panel is made of. */
const sources = [
  'pnpm-lock.yaml',
  'scripts/demo/chaland.config.ts',
  'admin/{package.json,index.html}',
  'admin/{src,vite,public}/**/*.*',
  'plugins/*/{package.json,src/plugin.ts}',
  'plugins/*/{admin,locales}/**/*.*',
];

/** Where the demo's panel is built. `CHALAND_DEMO_PANEL` names one that is built already. */
export const panelFolder: string = process.env.CHALAND_DEMO_PANEL ?? join(root, '.chaland/demo-panel');

/**
 * Builds the panel where it is missing or older than its sources: by the command that every deployment has, in a
 * process of its own, since it takes a whole processor for some seconds. A panel that can not be built keeps nobody
 * from the API.
 */
export async function ensurePanel(signal: AbortSignal): Promise<void> {
  if (process.env.CHALAND_DEMO_PANEL) return;
  const made = join(panelFolder, '.sources');
  const hash = hashOfSources();
  if (hash === readIfThere(made)) return;
  say('Building the panel.');
  const command = ['core/src/cli/main.ts', 'build', '--config', 'scripts/demo/chaland.config.ts'];
  try {
    await promisify(execFile)(
      process.execPath,
      ['--conditions=chaland:source', ...command, '--out', panelFolder],
      { cwd: root, signal },
    );
    writeFileSync(made, hash);
  } catch (error) {
    if (signal.aborted) return;
    const { stderr = '', message } = error as Error & { stderr?: string };
    say(`The panel could not be built; the API runs without it.\n${stderr.trim() || message}`);
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(sources, { cwd: root, exclude: (path) => /(^|[\\/])node_modules$/.test(path) });
  for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
