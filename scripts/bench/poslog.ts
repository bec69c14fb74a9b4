import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeLog } from './poslog/write-log.ts';
import type { Row } from './row.ts';

/** What a run in a process of its own tells. */
export interface PoslogRun {
  bytes: number;
  transactions: number;
  moments: number;
  /** Of the processor, after 20 MB to warm up, all threads together: those that collect garbage among them. */
  seconds: number;
  /** MiB that Node.js held at most. */
  memory: number;
}

/** MB a second on one core, and MiB. */
const reach = { speed: 20, memory: 512 };

/** A till's log read and mapped as a stream, without a database. */
export async function benchPoslog(bytes = 1_000_000_000): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chaland-bench-poslog-'));
  try {
    const file = join(folder, 'day.xml');
    const written = await writeLog(file, bytes);
    const run = await inItsOwnProcess(file);
    if (run.moments !== written) throw new Error(`${written} transactions gave ${run.moments} moments`);
    const speed = run.bytes / 1e6 / run.seconds;
    return [
      {
        work: `a POSLog of ${(run.bytes / 1e6).toFixed(0)} MB read and mapped`,
        raw: null,
        ours: `${speed.toFixed(1)} MB/s`,
        ratio: null,
        reach: `≥ ${reach.speed} MB/s on one core`,
        reached: speed >= reach.speed,
        note: `${run.transactions.toLocaleString('en')} transactions, ${run.seconds.toFixed(1)} s of processor`,
      },
      {
        work: 'memory for it',
        raw: null,
        ours: `${run.memory.toFixed(0)} MiB`,
        ratio: null,
        reach: `≤ ${reach.memory} MiB`,
        reached: run.memory <= reach.memory,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function inItsOwnProcess(file: string): Promise<PoslogRun> {
  const script = new URL('./poslog/run.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=chaland:source',
    script,
    file,
  ]);
  return JSON.parse(stdout) as PoslogRun;
}
