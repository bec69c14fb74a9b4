import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
let folder: string;

/** Every marked block of the guide, as a file of a plugin that stands outside the workspace. */
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'chaland-guide-'));
  const guide = readFileSync(join(root, 'docs/plugins.md'), 'utf8');
  for (const [, file, text] of guide.matchAll(/<!-- example: (\S+) -->\n```\w+\n([\s\S]*?)```/g)) {
    mkdirSync(dirname(join(folder, file!)), { recursive: true });
    writeFileSync(join(folder, file!), text!);
  }
  mkdirSync(join(folder, 'node_modules/@chaland'), { recursive: true });
  symlinkSync(join(root, 'core'), join(folder, 'node_modules/@chaland/core'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function run(file: string, args: string[]) {
  // Without the variable by which Node's test runner tells its children that they are tests.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: folder, env, encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

test("the guide's plugin passes its own tests", () => {
  const output = run(process.execPath, ['--conditions=chaland:source', 'src/plugin.test.ts']);
  assert.match(output, /pass 3/);
});

test("the guide's plugin is well typed", () => {
  const tsconfig = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { noEmit: true, typeRoots: [join(root, 'node_modules/@types')] },
    include: ['src'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json']);
});
