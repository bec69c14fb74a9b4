import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const store = join(root, '.chaland/test-panel');
const configFile = join(import.meta.dirname, '../chaland.config.ts');

/** All that the built panel is made of. */
const sources = [
  'pnpm-lock.yaml',
  'admin/{package.json,index.html}',
  'admin/{src,vite,public}/**/*.*',
  'plugins/*/{package.json,src/plugin.ts}',
  'plugins/*/{admin,locales}/**/*.*',
  'admin/test/chaland.config.ts',
];

/**
 * The folder of the panel with all plugins: the one in CHALAND_TEST_PANEL, else built by whoever asks first after
 * a change of its sources.
 */
export async function builtPanel(): Promise<string> {
  const { CHALAND_TEST_PANEL: given } = process.env;
  if (given) return given;
  const folder = join(store, hashOfSources());
  if (existsSync(folder)) return folder;
  mkdirSync(store, { recursive: true });
  // Built beside and renamed: a run that starts at the same time never serves half a panel.
  const staging = `${folder}.${process.pid}`;
  const { buildPanel } = await import('../../vite/index.ts');
  await buildPanel(configFile, staging);
  if (existsSync(folder)) rmSync(staging, { recursive: true });
  else renameSync(staging, folder);
  removeOld();
  return folder;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(sources, { cwd: root, exclude: (path) => /(^|\/)node_modules$/.test(String(path)) });
  for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Each change leaves one behind; a day later no run serves it any more. */
function removeOld(): void {
  const dayAgo = Date.now() - 24 * 3_600_000;
  for (const name of readdirSync(store)) {
    const old = join(store, name);
    if ((statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? dayAgo) < dayAgo)
      rmSync(old, { recursive: true });
  }
}
