import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installPacked, sizeOfInstall } from '../checks/packed-install.ts';
import { latencyRow, median, type Row } from './row.ts';
import { residentMebibytes } from './server.ts';

const packages = ['core', 'plugins/sales', 'plugins/connector-csv', 'plugins/score-rfm'];
const config = `import connectorCsv from '@chaland/connector-csv';
import { defineConfig } from '@chaland/core';
import sales from '@chaland/sales';
import scoreRfm from '@chaland/score-rfm';

export default defineConfig({ plugins: [sales, connectorCsv, scoreRfm] });
`;

/**
 * A deployment as an integrator has it: the packages as published, installed by npm for production. What it takes
 * on disk; from `chaland start` to the first 200 on a migrated PostgreSQL; and the memory that it then holds, idle.
 */
export async function benchDeployment(url: string, { rounds = 5, settleSeconds = 10 } = {}): Promise<Row[]> {
  execFileSync('tsc', ['--build', 'tsconfig.build.json'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'chaland-deployment-'));
  try {
    installPacked(folder, packages);
    writeFileSync(join(folder, 'chaland.config.mjs'), config);
    const { megabytes, packages: count } = sizeOfInstall(folder);
    const { times, resident } = await starts(folder, url, rounds, settleSeconds);
    return [
      latencyRow(
        'start to the first 200, PostgreSQL',
        { median: [median(times), 1_500] },
        'core and three plugins',
      ),
      boundRow(
        `resident memory, idle ${settleSeconds} s after start`,
        `${Math.round(resident)} MiB`,
        '≤ 150 MiB',
        resident <= 150,
      ),
      boundRow(
        'server-only production install',
        `${Math.round(megabytes)} MB, ${count} packages`,
        '≤ 120 MB, ≤ 300 packages',
        megabytes <= 120 && count <= 300,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const boundRow = (work: string, ours: string, reach: string, reached: boolean): Row => ({
  work,
  raw: null,
  ours,
  ratio: null,
  reach,
  reached,
});

async function starts(folder: string, url: string, rounds: number, settleSeconds: number) {
  const times: number[] = [];
  let resident = Number.NaN;
  // The first one migrates, and isn't counted.
  for (let round = 0; round <= rounds; round++) {
    const port = await freePort();
    const begun = performance.now();
    const child = spawn(process.execPath, ['node_modules/@chaland/core/bin/chaland.mjs', 'start'], {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, CHALAND_DATABASE: url, PORT: String(port), NODE_ENV: 'production' },
    });
    try {
      await firstAnswer(port, () => child.exitCode !== null);
      if (round > 0) times.push(performance.now() - begun);
      if (round === rounds) {
        await pause(settleSeconds * 1_000);
        resident = residentMebibytes(child.pid!);
      }
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
  }
  return { times, resident };
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
