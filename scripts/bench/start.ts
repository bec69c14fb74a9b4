import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { latencyRow, median, type Row } from './row.ts';
import { residentMebibytes } from './server.ts';

const main = new URL('../../core/src/cli/main.ts', import.meta.url).pathname;
const config = new URL('./chaland.config.ts', import.meta.url).pathname;

/** From the command to the first 200 of `chaland start` on a migrated PostgreSQL, and what it then holds, idle. */
export async function benchStart(url: string, { rounds = 5, settleSeconds = 10 } = {}): Promise<Row[]> {
  const times: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const port = await freePort();
    const begun = performance.now();
    const child = spawn(
      process.execPath,
      ['--conditions=chaland:source', main, 'start', '--config', config],
      {
        stdio: 'ignore',
        env: { ...process.env, CHALAND_DATABASE: url, PORT: String(port), NODE_ENV: 'production' },
      },
    );
    try {
      await firstAnswer(port, () => child.exitCode !== null);
      times.push(performance.now() - begun);
      if (round === rounds - 1) {
        await pause(settleSeconds * 1_000);
        memory.push(residentMebibytes(child.pid!));
      }
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
  }
  const resident = memory[0]!;
  return [
    latencyRow(
      'start to the first 200, PostgreSQL',
      { median: [median(times), 1_500] },
      'TypeScript sources, three plugins',
    ),
    {
      work: `resident memory, idle ${settleSeconds} s after start`,
      raw: null,
      ours: `${Math.round(resident)} MiB`,
      ratio: null,
      reach: '≤ 150 MiB',
      reached: resident <= 150,
    },
  ];
}

async function firstAnswer(port: number, ended: () => boolean): Promise<void> {
  for (;;) {
    if (ended()) throw new Error('`chaland start` ended before it answered.');
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(5);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
