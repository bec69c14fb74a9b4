// Finds the test files and gives them to Node's own runner.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const places = [
  'core/src',
  'plugins/*/src',
  'plugins/*/migrations',
  'scripts',
  'templates',
  'admin/src',
  'admin/test',
];
// Starts the real PostgreSQL that the files share, and stops it.
const globalSetup = 'core/src/testing/global-setup.ts';
// Finds the browser, and builds the panel that the browser tests share.
const browserSetup = 'admin/test/browser/prepare.ts';

const { values, positionals, tokens } = parseArgs({
  options: { long: { type: 'boolean', default: false } },
  allowPositionals: true,
  strict: false,
  tokens: true,
});
// Everything else that starts with a dash is the runner's own, with `=`: --test-name-pattern=undo, --watch, …
const forRunner = tokens.filter(({ kind, name }) => kind === 'option' && name !== 'long');

const files = places
  .flatMap((place) => globSync(`${place}/**/*.test.{ts,mjs}`, { exclude: (path) => isIgnored(path) }))
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.long\.test\.\w+$/.test(file) === values.long)
  .filter((file) => positionals.length === 0 || positionals.some((wanted) => file.includes(wanted)))
  .sort();

if (files.length === 0) {
  const kind = values.long ? 'slow test files (*.long.test.ts)' : 'test files';
  console.error(
    positionals.length > 0 ? `No ${kind} match ${positionals.join(', ')}.` : `There are no ${kind} yet.`,
  );
  process.exit(positionals.length > 0 ? 1 : 0);
}

const browserTests = files.filter((file) => /\.browser\.test\.\w+$/.test(file));
if (browserTests.length > 0) {
  const prepare = ['--conditions=chaland:source', browserSetup, String(browserTests.length)];
  const { status } = spawnSync(process.execPath, prepare, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

/** Far beyond what anything takes on a slow machine: so that whatever hangs fails by its name, and CI doesn't wait. */
const minutes = values.long ? { test: 60, file: 120, run: 600 } : { test: 5, file: 15, run: 45 };

const runner = [
  '--conditions=chaland:source',
  '--test',
  '--test-reporter=spec',
  '--test-concurrency=2',
  `--test-timeout=${minutes.test * 60_000}`,
  `--import=${new URL(`test-time-limit.mjs?minutes=${minutes.file}`, import.meta.url)}`,
  ...(existsSync(globalSetup) ? [`--test-global-setup=${globalSetup}`] : []),
  ...forRunner.map(({ rawName, value }) => (value === undefined ? rawName : `${rawName}=${value}`)),
];
/** Each file is a process, and many start more: what one has compiled the others load, in half the time. */
const compiled = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/chaland-tests') };
const child = spawn(process.execPath, [...runner, ...files], {
  stdio: 'inherit',
  env: { ...compiled, ...process.env },
});
process.on('SIGINT', () => {}).on('SIGTERM', () => child.kill('SIGTERM'));
child.once('close', (code) => process.exit(code ?? 1));
if (!forRunner.some(({ name }) => name === 'watch')) {
  setTimeout(() => {
    console.error(`The tests are not done after ${minutes.run} minutes. These files are still at it:`);
    // The runner then names them.
    child.kill('SIGTERM');
  }, minutes.run * 60_000).unref();
}

function isIgnored(path) {
  return /(^|[\\/])(node_modules|dist)([\\/]|$)/.test(String(path));
}
