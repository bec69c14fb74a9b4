#!/usr/bin/env node
// One command on a fresh machine: brings the right Node.js and pnpm, installs what is missing, runs the task.
//
// Plain JavaScript without dependencies, and nothing newer than Node 20: this file is what runs
// before anything else is there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { Problem } from './bootstrap/problem.mjs';
import { root } from './bootstrap/root.mjs';
import { ensureTools } from './bootstrap/tools.mjs';

const typescript = ['node', '--conditions=chaland:source'];

/** What `node scripts/chaland.mjs <task>` runs. More arguments go to the last command. */
const tasks = {
  demo: { run: [[...typescript, 'scripts/demo/main.ts']], does: 'start a whole shop with sample data' },
  test: { run: [['node', 'scripts/test.mjs']], does: 'run the tests; arguments choose files' },
  'test:long': { run: [['node', 'scripts/test.mjs', '--long']], does: 'run the slow tests (*.long.test.ts)' },
  bench: { run: [[...typescript, 'scripts/bench/main.ts']], does: 'measure the hot paths' },
  lint: { run: [['biome', 'check']], does: 'look for mistakes and untidy format' },
  format: { run: [['biome', 'check', '--write']], does: 'tidy the files, fix what is safe to fix' },
  typecheck: {
    run: [
      ['tsc', '--project', 'tsconfig.json'],
      ['tsc', '--project', 'admin/test/tsconfig.json'],
    ],
    does: 'check the types, tests included',
  },
  check: {
    run: [
      ['node', 'scripts/check-imports.ts'],
      [...typescript, 'scripts/check-plugins.ts'],
    ],
    does: 'check who imports whom, and that every plugin is complete',
  },
  build: { run: [['tsc', '--build', 'tsconfig.build.json']], does: 'compile every package to its dist/' },
  changeset: { run: [['changeset']], does: 'describe a change for the changelogs' },
  node: { run: [typescript], does: 'run Node.js, e.g. node core/src/cli/main.ts' },
  pnpm: { run: [['pnpm']], does: 'run pnpm, e.g. pnpm add -D …', beforeInstall: true },
};

async function main([name, ...args]) {
  const task = Object.hasOwn(tasks, name ?? '') ? tasks[name] : undefined;
  if (!task) {
    throw new Problem(
      name ? `There is no task "${name}".` : 'Which task?',
      `One of these:\n${listOfTasks()}`,
    );
  }
  const tools = await ensureTools();
  if (!task.beforeInstall) await ensureDependencies(tools);

  const path = [...tools.path, join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  for (const [index, command] of task.run.entries()) {
    const isLast = index === task.run.length - 1;
    const code = await run(isLast ? [...command, ...args] : command, { ...process.env, PATH: path });
    if (code !== 0) return code;
  }
  return 0;
}

function run([command, ...args], env) {
  const script = args.find((arg) => arg.startsWith('scripts/'));
  if (script && !existsSync(join(root, script))) {
    throw new Problem(
      `${script} does not exist in this checkout.`,
      'Update the checkout, or choose another task.',
    );
  }
  // On Windows the tools are .cmd files, which only a shell can start.
  const shell = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit', shell });
    // Ctrl-C reaches the child by itself; stay until it has put its things away.
    const forward = (signal) => child.kill(signal);
    const wait = () => {};
    process.on('SIGTERM', forward).on('SIGINT', wait);
    child.once('error', (cause) => {
      reject(
        new Problem(
          `"${command}" could not be started (${cause.message}).`,
          'Delete node_modules and .tools, then run the task again.',
        ),
      );
    });
    child.once('close', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGINT', wait);
      resolve(code ?? 128 + (constants.signals[signal] ?? 1));
    });
  });
}

function listOfTasks() {
  return Object.entries(tasks)
    .map(([name, { does }]) => `  ${name.padEnd(10)} ${does}`)
    .join('\n');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(`\nchaland: ${error.message}\n${error.mend}\n`);
  process.exitCode = 1;
}
