import type { CompiledMapping, Mapped } from '../mapping/compile.ts';
import type { OpenFile } from '../read/file.ts';
import type { Row } from '../read/rows.ts';
import { groupRows } from '../sort/group-rows.ts';
import { type Batch, batchesOf } from './batches.ts';
import type { BatchFates } from './fates.ts';
import type { Progress } from './pace.ts';
import type { Record } from './recorder.ts';
import type { RejectsFile } from './rejects-file.ts';
import type { CsvReport, Tally } from './tally.ts';

/** How much of a database an import takes at once. */
export interface Share {
  /** Groups of rows of a batch. */
  groups: number;
  /** Batches under way: the database works on one while the next is read. */
  batches: number;
}

/** PGlite does one thing after the other, in this very thread: people who use the panel meanwhile wait for a batch. */
export const shareOf = (dialect: 'postgres' | 'pglite'): Share =>
  dialect === 'postgres' ? { groups: 1_000, batches: 2 } : { groups: 200, batches: 1 };

export interface Work {
  open: OpenFile;
  /** Bytes of the file as it lies on disk. */
  size: number;
  compiled: CompiledMapping;
  record: Record;
  rejects: RejectsFile | undefined;
  tally: Tally;
  share: Share;
  signal: AbortSignal;
  progress(state: Progress & { recorded: number; rejected: number }): void;
  afterBatch(): Promise<void>;
}

/** Takes the file through the mapping, and every batch through `record`; counts what becomes of every row. */
export async function work({
  open,
  size,
  compiled: { group, map },
  record,
  rejects,
  tally,
  share: { groups, batches },
  signal,
  progress,
  afterBatch,
}: Work): Promise<CsvReport> {
  let read = 0;
  let done = 0;
  const shareRead = () => Math.min(1, open.bytesRead() / Math.max(1, size));

  async function* counted(): AsyncGenerator<Row[]> {
    for await (const rows of open.rows) {
      signal.throwIfAborted();
      read += rows.length;
      if (group.length > 0) {
        progress({ phase: 'reading', rows: read, total: null, share: shareRead(), recorded: 0, rejected: 0 });
      }
      yield rows;
    }
  }
  async function* mapped(): AsyncGenerator<Mapped> {
    for await (const rows of groupRows(counted(), group)) yield map(rows);
  }
  async function account(batch: Batch, fates: BatchFates): Promise<void> {
    done += countBatch(batch, fates, tally, rejects);
    // Without a group there is no sort that reads the file first, so its length isn't known yet.
    const total = group.length > 0 ? read : null;
    const share = total === null ? shareRead() : done / total;
    const { recorded, rejected } = tally;
    progress({ phase: 'recording', rows: done, total, share, recorded, rejected });
    await afterBatch();
  }

  try {
    const complete = await inOrder(batchesOf(mapped(), groups), record, account, {
      inFlight: batches,
      signal,
    });
    const report = tally.report(complete ? read : done, complete);
    return complete && rejects?.finish() ? { ...report, rejects: rejects.path } : report;
  } finally {
    rejects?.close();
  }
}
/** Runs `record` for some batches at a time, and accounts for them in their order. @returns false when aborted */
async function inOrder(
  batches: AsyncIterable<Batch>,
  record: Record,
  account: (batch: Batch, fates: BatchFates) => Promise<void>,
  { inFlight, signal }: { inFlight: number; signal: AbortSignal },
): Promise<boolean> {
  const underWay: { batch: Batch; fates: Promise<BatchFates> }[] = [];
  async function finishOne(): Promise<void> {
    const { batch, fates } = underWay[0]!;
    await account(batch, await fates);
    underWay.shift();
  }
  try {
    for await (const batch of batches) {
      if (signal.aborted) break;
      const fates = record(batch);
      // It is awaited in its turn; until then a failure must not count as unhandled.
      fates.catch(() => {});
      underWay.push({ batch, fates });
      if (underWay.length === inFlight) await finishOne();
    }
    while (underWay.length > 0) await finishOne();
    return !signal.aborted;
  } finally {
    await Promise.allSettled(underWay.map(({ fates }) => fates));
  }
}

/** @returns the rows of the batch */
function countBatch(
  { groups }: Batch,
  fates: BatchFates,
  tally: Tally,
  rejects: RejectsFile | undefined,
): number {
  const refused = new Map(fates.refused.map((refusal) => [refusal.index, refusal]));
  let rows = 0;
  let index = 0;
  tally.fates(fates);
  for (const group of groups) {
    rows += group.used.length + group.rejected.length;
    for (const row of group.rejected) {
      tally.reject(row);
      rejects?.write(row);
    }
    if (!group.moment && !group.records) continue;
    const refusal = refused.get(index++);
    if (!refusal) {
      tally.used(group);
      continue;
    }
    for (const row of group.used) {
      tally.reject({ row, reason: refusal.reason });
      rejects?.write({ row, reason: refusal.reason }, refusal.text);
    }
  }
  return rows;
}
