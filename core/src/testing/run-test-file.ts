import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For the kit's own tests: runs a test file of this text in a process of its own. */
export async function runTestFile(
  text: string,
  { flags = [], env = {} }: { flags?: readonly string[]; env?: Record<string, string> } = {},
): Promise<{ code: number | null; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'chaland-test-file-'));
  const file = join(folder, 'some.test.ts');
  writeFileSync(file, `import { test } from 'node:test';\nconst kit = '${import.meta.dirname}';\n${text}`);
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--conditions=chaland:source', '--test', ...flags, file], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  rmSync(folder, { recursive: true, force: true });
  return { code, output };
}
