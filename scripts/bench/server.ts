import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A server in a process of its own. */
export interface Server {
  port: number;
  /** Those that its API asks for. */
  headers: Record<string, string>;
  /** MiB of memory that the process holds now. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts a script of this folder, which prints one line of JSON (`{ port, key? }`) when it listens. */
export async function startServer(script: string, args: readonly string[]): Promise<Server> {
  const file = new URL(script, import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=chaland:source', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CHALAND_LOG_LEVEL: 'warn', NODE_ENV: 'production' },
  });
  const { port, key } = await firstLine(child, script);
  return {
    port,
    headers: key ? { authorization: `Bearer ${key}` } : {},
    memory: () => residentMebibytes(child.pid!),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function firstLine(child: ChildProcess, script: string): Promise<{ port: number; key?: string }> {
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended with ${code} before it listened.`);
  });
  const line = once(createInterface({ input: child.stdout! }), 'line') as Promise<[string]>;
  const [text] = await Promise.race([line, exited]);
  return JSON.parse(text) as { port: number; key?: string };
}

/** From Linux's /proc; elsewhere unknown. */
export function residentMebibytes(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}
