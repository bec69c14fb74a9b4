import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../data/database.ts';
import { testDatabase } from '../test-database.ts';
import { until } from '../until.ts';
import { plain, writeMoments } from './raw-moments.ts';
import { testStream } from './test-stream.ts';

/** A reader in a process of its own. */
interface ReaderProcess {
  process: ChildProcess;
  /** Resolves when it is next in the middle of a batch. */
  handling(): Promise<void>;
}

/**
 * Two processes share a subscription while moments are written; again and again one of them is killed in the
 * middle of a batch and replaced. In the end each moment must have been handled exactly once.
 */
export async function proveByKilling({ kills }: { kills: number }): Promise<void> {
  await using db = await testDatabase({ on: 'postgres' });
  await db.query('create table handled (key text not null, process int not null)');
  // Writes and wakes, as ingest does, and reads nothing itself.
  await using writer = await testStream(db, []);
  await writer.start();
  const readers = await Promise.all([startReader(db.address!), startReader(db.address!)]);

  let written = 0;
  let writing = true;
  const write = async () => {
    while (writing) {
      await writeMoments(db, plain(...Array.from({ length: 10 }, () => `k${written++}`)));
      writer.wake();
      // The readers keep up, so that the end does not become a long wait.
      await pause(5);
    }
  };
  const writingAll = write();
  try {
    for (let kill = 0; kill < kills; kill++) {
      // Whoever is at work: the two compete, and one may have it for long.
      const victim = await Promise.race(readers.map((reader, at) => reader.handling().then(() => at)));
      const { process } = readers[victim]!;
      const exited = once(process, 'exit');
      process.kill('SIGKILL');
      await exited;
      readers[victim] = await startReader(db.address!);
    }
    writing = false;
    await writingAll;
    writer.wake();
    await until('the readers are at the end of the stream', () => isAllRead(db));
    const wrong = await db.query(
      `select m.tx, m.source_key, count(h.key) as times, array_agg(h.process) as processes from chaland.moment m
       left join handled h on h.key = m.source_key
       group by m.tx, m.source_key having count(h.key) <> 1 order by m.tx limit 100`,
    );
    assert.deepEqual(wrong, []);
    const [count] = await db.query<{ n: number }>('select count(*) as n from handled');
    assert.equal(count!.n, written);
  } finally {
    writing = false;
    await writingAll;
    for (const { process } of readers) {
      const exited = once(process, 'exit');
      process.kill('SIGKILL');
      await exited;
    }
  }
}

async function startReader(address: string): Promise<ReaderProcess> {
  const script = fileURLToPath(new URL(`./reader-process${extname(import.meta.filename)}`, import.meta.url));
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const flags = process.execArgv.filter((flag) => flag.startsWith('--conditions'));
  const child = spawn(process.execPath, [...flags, script, address], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout! });
  // One waits for its next line with every kill of the other.
  lines.setMaxListeners(0);
  const ready = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => false)]);
  assert.ok(ready, 'a reader ended before it began');
  return {
    process: child,
    async handling() {
      await once(lines, 'line');
    },
  };
}

/**
 * Whether the cursor has passed every moment and nothing waits to be tried again: also where something is missing
 * for good. Time alone tells nothing: a transaction of another test file may hold the stream back for seconds.
 */
async function isAllRead(db: Database): Promise<boolean> {
  const left = await db.query(
    `select 1 from chaland.moment m, chaland.subscription_cursor c
     where c.subscription = 'test.killed' and (m.epoch, m.tx, m.seq) > (c.epoch, c.tx, c.seq)
     union all
     select 1 from chaland.parked_moment where subscription = 'test.killed' and state <> 'parked'
     limit 1`,
  );
  return left.length === 0;
}
