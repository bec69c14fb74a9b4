import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The `chaland` command as a process of its own, in a deployment of the test's. */
export interface TestCli {
  /** Working folder of the commands. */
  folder: string;
  start(...args: string[]): ChildProcess;
  /** Runs a command to its end with `--json`. @throws with what it wrote to stderr where that is no JSON */
  run<T>(...args: string[]): Promise<{ code: number | null; json: T }>;
  remove(): void;
}

/**
 * @param plugins names of packages
 * @param database as in the configuration
 */
export function testCli(plugins: readonly string[], database: string): TestCli {
  const folder = mkdtempSync(join(tmpdir(), 'chaland-cli-'));
  const imports = plugins.map(
    (name, index) => `import p${index} from ${JSON.stringify(import.meta.resolve(name))};`,
  );
  const names = plugins.map((_, index) => `p${index}`).join(', ');
  writeFileSync(
    join(folder, 'chaland.config.ts'),
    `${imports.join('\n')}
export default { plugins: [${names}], locale: { country: 'GB', timeZone: 'Europe/London', currency: 'GBP' } };
`,
  );
  const main = fileURLToPath(new URL('cli/main.ts', import.meta.resolve('@chaland/core')));

  function start(...args: string[]): ChildProcess {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    return spawn(process.execPath, ['--conditions=chaland:source', main, ...args], {
      cwd: folder,
      env: { ...env, CHALAND_DATABASE: database },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
  return {
    folder,
    start,
    async run<T>(...args: string[]) {
      const child = start('--json', ...args);
      let out = '';
      let err = '';
      child.stdout!.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text));
      const [code] = (await once(child, 'close')) as [number | null];
      try {
        return { code, json: JSON.parse(out) as T };
      } catch {
        throw new Error(`chaland ${args.join(' ')} ended with ${code}: ${err || out}`);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
