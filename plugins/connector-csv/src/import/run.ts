import { basename, resolve } from 'node:path';
import type { Context, ImportOptions } from '@chaland/core';
import { type CompiledMapping, compileMapping, type Mapped } from '../mapping/compile.ts';
import { type LoadedMapping, loadMapping } from '../mapping/load.ts';
import { digestOf } from '../read/bytes.ts';
import { type OpenFile, openFile } from '../read/file.ts';
import type { Row } from '../read/rows.ts';
import { groupRows } from '../sort/group-rows.ts';
import { type Batch, batchesOf } from './batches.ts';
import type { BatchFates } from './fates.ts';
import { createMissingStores, type Record, recorder, rehearsal } from './recorder.ts';
import { RejectsFile } from './rejects-file.ts';
import { importStore } from './store.ts';
import { type CsvReport, Tally } from './tally.ts';

/** Batches under way at once: the database works on one while the next is read. */
const inFlight = 2;
/** Moments that a dry run shows. */
const sampled = 3;

/**
 * Imports a CSV file: reads and sorts it whole, so that the rows of a receipt come together, then records what
 * comes of them batch by batch. Going on after an interruption reads the file again, but records only the
 * batches that were not committed; the rejects file is written anew, so it neither loses nor doubles a row.
 */
export async function importFile(options: ImportOptions, context: Context): Promise<CsvReport> {
  const { file, mapping: mappingFile, dryRun, signal } = options;
  const loaded = await loadMapping(mappingFile);
  const open = await openFile(file, loaded.mapping.file);
  try {
    const compiled = compileMapping(loaded.mapping, open.columns);
    return dryRun
      ? await rehearse(options, loaded, open, compiled, context)
      : await record(options, loaded, open, compiled, context);
  } catch (error) {
    const stopped = error === signal.reason || (error as Error).name === 'AbortError';
    if (signal.aborted && stopped) return new Tally().report(0, false);
    throw error;
  } finally {
    await open.close();
  }
}

async function rehearse(
  options: ImportOptions,
  { mapping }: LoadedMapping,
  open: OpenFile,
  compiled: CompiledMapping,
  context: Context,
): Promise<CsvReport> {
  const rejects = options.rejects ? new RejectsFile(options.rejects, open) : undefined;
  return work(options, open, compiled, rehearsal(mapping.stores ?? [], context), rejects, new Tally(sampled));
}

async function record(
  options: ImportOptions,
  { mapping, digest }: LoadedMapping,
  open: OpenFile,
  compiled: CompiledMapping,
  context: Context,
): Promise<CsvReport> {
  const { file, resume, signal } = options;
  await createMissingStores(mapping.stores ?? [], context);
  const store = importStore(context);
  const key = {
    file: basename(file),
    fileDigest: await digestOf(file, signal),
    mappingDigest: digest,
    source: mapping.source,
  };
  const id = await store.begin(key, { resume });
  const recording = recorder(id, await store.doneNumbers(id), store, context);
  const rejects = new RejectsFile(options.rejects ?? resolve(`${basename(file)}.rejects.csv`), open);
  const report = await work(options, open, compiled, recording, rejects, new Tally());
  if (report.complete) await store.finish(id, report.rows.read);
  return report;
}

/** Takes the file through the mapping, and every batch through `record`; counts what becomes of every row. */
async function work(
  { signal, progress }: ImportOptions,
  open: OpenFile,
  { group, map }: CompiledMapping,
  record: Record,
  rejects: RejectsFile | undefined,
  tally: Tally,
): Promise<CsvReport> {
  let read = 0;
  let done = 0;

  async function* counted(): AsyncGenerator<Row[]> {
    for await (const rows of open.rows) {
      signal.throwIfAborted();
      read += rows.length;
      if (group.length > 0) progress({ done: 0, unit: 'rows', rows: read, recorded: 0, rejected: 0 });
      yield rows;
    }
  }
  async function* mapped(): AsyncGenerator<Mapped> {
    for await (const rows of groupRows(counted(), group)) yield map(rows);
  }
  function account(batch: Batch, fates: BatchFates): void {
    done += countBatch(batch, fates, tally, rejects);
    // Without a group there is no sort that reads the file first, so its length isn't known yet.
    const total = group.length > 0 ? { total: read } : {};
    const { recorded, rejected } = tally;
    progress({ done, ...total, unit: 'rows', rows: done, recorded, rejected });
  }

  try {
    const complete = await inOrder(batchesOf(mapped()), record, account, signal);
    const report = tally.report(complete ? read : done, complete);
    return complete && rejects?.finish() ? { ...report, rejects: rejects.path } : report;
  } finally {
    rejects?.close();
  }
}

/** Runs `record` for two batches at a time, and accounts for them in their order. @returns false when aborted */
async function inOrder(
  batches: AsyncIterable<Batch>,
  record: Record,
  account: (batch: Batch, fates: BatchFates) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const underWay: { batch: Batch; fates: Promise<BatchFates> }[] = [];
  async function finishOne(): Promise<void> {
    const { batch, fates } = underWay[0]!;
    account(batch, await fates);
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
    if (!group.moment) continue;
    const refusal = refused.get(index++);
    if (!refusal) {
      tally.used({ ...group, moment: group.moment });
      continue;
    }
    for (const row of group.used) {
      tally.reject({ row, reason: refusal.reason });
      rejects?.write({ row, reason: refusal.reason }, refusal.text);
    }
  }
  return rows;
}
