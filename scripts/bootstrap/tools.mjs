import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { Problem } from './problem.mjs';
import { root } from './root.mjs';

const pins = { node: '24.21.0', pnpm: '12.21.0' };
const oldestThatRunsTypeScript = [24, 11];
const oldestThatRunsThisScript = 20;

const home = join(root, '.tools');

/**
 * The pinned pnpm, and the pinned Node.js where the host's is too old, under `.tools/`.
 *
 * @returns {Promise<{ path: string[], pnpm: string }>} folders for the front of PATH, and pnpm's own
 */
export async function ensureTools() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestThatRunsThisScript) {
    throw new Problem(
      `Node.js ${process.versions.node} is too old to start with.`,
      `Install Node.js ${oldestThatRunsThisScript} or newer (https://nodejs.org); Chaland brings the exact version by itself.`,
    );
  }
  const [needMajor, needMinor] = oldestThatRunsTypeScript;
  const hostWillDo = major > needMajor || (major === needMajor && minor >= needMinor);

  const names = hostWillDo ? ['pnpm'] : ['node', 'pnpm'];
  const missing = names.filter((name) => !existsSync(folderOf(name)));
  if (missing.length > 0) {
    mkdirSync(home, { recursive: true });
    await withLock(join(home, 'lock'), () => {
      for (const name of missing) if (!existsSync(folderOf(name))) install(name);
    });
  }
  return { path: names.map(binOf), pnpm: join(binOf('pnpm'), 'pnpm') };
}

const folderOf = (name) => join(home, `${name}-${pins[name]}`);
const binOf = (name) => join(folderOf(name), 'node_modules', '.bin');

/** Installs beside, proves that it works, then moves it into place: a broken tool is never kept. */
function install(name) {
  const version = pins[name];
  console.error(`chaland: getting ${name} ${version} (once)`);
  const staging = join(home, `staging-${name}-${process.pid}`);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  // npm 11 and later run a package's install script only where it is allowed by name.
  const manifest = { private: true, dependencies: { [name]: version }, allowScripts: { [name]: true } };
  writeFileSync(join(staging, 'package.json'), JSON.stringify(manifest, null, 2));
  try {
    npmInstall(name, staging);
    prove(name, staging);
    renameSync(staging, folderOf(name));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Runs inside the folder rather than with --prefix, which the install script of `node` would inherit. */
function npmInstall(name, folder) {
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts=false'];
  const done = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.error) {
    throw new Problem(
      `npm could not be started (${done.error.message}).`,
      'Install npm (it comes with Node.js from https://nodejs.org), and see that it is on the PATH.',
    );
  }
  if (done.status !== 0) {
    const output = `${done.stdout}${done.stderr}`.trim();
    const offline = /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|network/i.test(output);
    throw new Problem(
      `npm could not install ${name}@${pins[name]} under .tools/:\n${output}\n`,
      offline
        ? 'The npm registry does not answer. Check the network and the proxy (npm config get registry), then run the task again.'
        : 'See what npm says above, then run the task again.',
    );
  }
}

/** An install script that was skipped leaves a package that looks complete and does not run. */
function prove(name, folder) {
  const shell = process.platform === 'win32';
  const command = join(folder, 'node_modules', '.bin', name);
  const said = spawnSync(shell ? `"${command}"` : command, ['--version'], {
    cwd: folder,
    encoding: 'utf8',
    shell,
  });
  const found = said.stdout?.trim().replace(/^v/, '');
  if (found !== pins[name]) {
    throw new Problem(
      `${name} ${pins[name]} was installed but does not run here (it answered "${found || said.error?.message || said.stderr?.trim()}").`,
      name === 'node'
        ? `Install Node.js ${oldestThatRunsTypeScript.join('.')} or newer yourself (https://nodejs.org), then run the task again.`
        : 'See that npm may run install scripts (npm config get ignore-scripts), then run the task again.',
    );
  }
}
