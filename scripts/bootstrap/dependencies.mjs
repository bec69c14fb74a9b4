import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withLock } from './lock.mjs';
import { Problem } from './problem.mjs';
import { root } from './root.mjs';

const stamp = join(root, 'node_modules', '.chaland-install');

/** Installs the workspace's packages when a manifest or the lockfile has changed; else it costs nothing. */
export async function ensureDependencies({ path, pnpm }) {
  if (isInstalled()) return;
  mkdirSync(join(root, '.tools'), { recursive: true });
  await withLock(join(root, '.tools', 'lock'), () => {
    if (isInstalled()) return;
    const key = keyOfManifests();
    console.error('chaland: installing packages');
    const args = ['install', '--frozen-lockfile', '--reporter=append-only'];
    // stdout belongs to the task that follows, so pnpm's report goes to stderr.
    const done = spawnSync(pnpm, args, {
      cwd: root,
      env: { ...process.env, PATH: [...path, process.env.PATH].join(delimiter) },
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (done.status !== 0) throw installProblem(done);
    writeFileSync(stamp, key);
  });
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === keyOfManifests();
}

function installProblem(done) {
  return new Problem(
    `pnpm could not install the packages${done.error ? ` (${done.error.message})` : ''}; what it says is above.`,
    [
      'If a package.json and pnpm-lock.yaml disagree: node scripts/chaland.mjs pnpm install --no-frozen-lockfile',
      'If the npm registry does not answer: check the network and the proxy, then run the task again.',
    ].join('\n'),
  );
}

function keyOfManifests() {
  const hash = createHash('sha256');
  for (const file of manifests())
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(root, file)))
      .update('\n');
  return hash.digest('hex');
}

/** Every package.json of the workspace, read as plainly as pnpm-workspace.yaml lists them: no YAML parser here yet. */
function manifests() {
  const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const packages = /^packages:\n((?:[ \t]+-.*\n)+)/m.exec(workspace)?.[1] ?? '';
  const folders = [...packages.matchAll(/-\s*['"]?([^'"\s]+)/g)].flatMap(([, pattern]) => foldersOf(pattern));
  return [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...folders.map((folder) => `${folder}/package.json`),
  ]
    .filter((file) => existsSync(join(root, file)))
    .sort();
}

function foldersOf(pattern) {
  if (!pattern.endsWith('/*')) return [pattern];
  const parent = pattern.slice(0, -2);
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`);
}
