import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../main.ts');
const guestbook = join(import.meta.dirname, 'guestbook.ts');

export interface CliRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `chaland` as a process of its own, while it runs. */
export interface CliProcess {
  child: ChildProcess;
  /** Resolves when its output holds this; rejects when it ends before. */
  saying(text: RegExp): Promise<RegExpExecArray>;
  end: Promise<CliRun>;
}

export interface CliOptions {
  env?: Record<string, string | undefined>;
  /** The configuration; the guestbook's where absent. */
  config?: string;
}

/** Starts `chaland` with these arguments, as a shell does. */
export function startCli(
  args: readonly string[],
  { env = {}, config = guestbook }: CliOptions = {},
): CliProcess {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--conditions=chaland:source', main, ...args, '--config', config], {
    env: { ...inherited, NO_COLOR: '1', PORT: '0', CHALAND_LOG_LEVEL: 'fatal', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  const hear = (stream: 'stdout' | 'stderr') =>
    child[stream]?.on('data', (chunk) => {
      said[stream] += chunk;
      child.emit('said');
    });
  hear('stdout');
  hear('stderr');
  const end = once(child, 'close').then(([code]) => ({ code, ...said }));
  return {
    child,
    end,
    async saying(text) {
      for (;;) {
        const found = text.exec(said.stdout) ?? text.exec(said.stderr);
        if (found) return found;
        const isOver = await Promise.race([once(child, 'said').then(() => false), end.then(() => true)]);
        const last = text.exec(said.stdout) ?? text.exec(said.stderr);
        if (last) return last;
        if (isOver) throw new Error(`chaland ended without saying ${text}:\n${said.stdout}\n${said.stderr}`);
      }
    },
  };
}

/** Runs `chaland` to its end. */
export const runCli = (args: readonly string[], options?: CliOptions): Promise<CliRun> =>
  startCli(args, options).end;
