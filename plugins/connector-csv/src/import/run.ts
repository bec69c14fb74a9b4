import { stat, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Context, type ImportOptions, Problem } from '@chaland/core';
import { compileMapping } from '../mapping/compile.ts';
import { type LoadedMapping, loadMapping } from '../mapping/load.ts';
import { digestOf } from '../read/bytes.ts';
import { openFile } from '../read/file.ts';
import type { Progress } from './pace.ts';
import { startPulse } from './pulse.ts';
import { createMissingStores, recorder, rehearsal } from './recorder.ts';
import { RejectsFile } from './rejects-file.ts';
import { type ImportStore, importStore } from './store.ts';
import { type CsvReport, Tally } from './tally.ts';
import { shareOf, work } from './work.ts';

/** Moments that a dry run shows. */
const sampled = 3;

/** One run of a file through a mapping, whoever asked for it. */
export interface Run extends Pick<ImportOptions, 'file' | 'dryRun' | 'signal' | 'progress'> {
  /** Where rejected rows go; nowhere where absent, in a dry run. */
  rejects?: string;
  /** The import that this is a run of; none for a dry run of the command line. */
  importId?(): Promise<string>;
  /** The job's run that has the import; none for the command line. */
  runner?: string;
  /** Takes the first moments of a dry run: they tell of persons. */
  sampleFile?: string;
}

/** Imports a file for the command line. */
export async function importFile(options: ImportOptions, context: Context): Promise<CsvReport> {
  const { file, dryRun, resume, signal } = options;
  const loaded = await loadMapping(options.mapping);
  const name = basename(file);
  const begin = async () =>
    importStore(context).begin(
      {
        file: name,
        bytes: (await stat(file)).size,
        fileDigest: await digestOf(file, signal),
        mappingDigest: loaded.digest,
        source: loaded.mapping.source,
      },
      { resume },
    );
  if (dryRun) return runFile(options, loaded, context);
  const rejects = options.rejects ?? resolve(`${name}.rejects.csv`);
  return runFile({ ...options, rejects, importId: begin }, loaded, context);
}

/**
 * Reads and sorts a file whole, so that the rows of a receipt come together, then records what comes of them batch
 * by batch. Going on after an interruption reads the file again, but records only the batches that were not
 * committed; the rejects file is written anew, so it neither loses nor doubles a row.
 */
export async function runFile(run: Run, { mapping }: LoadedMapping, context: Context): Promise<CsvReport> {
  const { file, dryRun, signal } = run;
  const store = importStore(context);
  const open = await openFile(file, mapping.file);
  try {
    const compiled = compileMapping(mapping, open.columns);
    const stores = mapping.stores ?? [];
    if (!dryRun) await createMissingStores(stores, context);
    const id = await run.importId?.();
    const record =
      dryRun || id === undefined
        ? rehearsal(mapping.source, stores, context)
        : recorder(id, mapping.source, await store.doneNumbers(id), store, context);
    const rejects = run.rejects ? new RejectsFile(run.rejects, open) : undefined;
    const tally = new Tally(dryRun ? sampled : 0);
    const { size } = await stat(file);
    return await attended(id, run, store, context, (pulse) =>
      work({ ...pulse, size, open, compiled, record, rejects, tally, share: shareOf(context.db.dialect) }),
    );
  } catch (error) {
    if (stoppedBy(signal, error)) return new Tally().report(0, false);
    throw error;
  } finally {
    await open.close();
  }
}

const stoppedBy = (signal: AbortSignal, error: unknown): boolean =>
  signal.aborted && (error === signal.reason || (error as Error).name === 'AbortError');

interface Attended {
  signal: AbortSignal;
  progress(state: Progress & { recorded: number; rejected: number }): void;
  afterBatch(): Promise<void>;
}

/** Lets everybody see how far an import is while it works, and notes how it ended. */
async function attended(
  id: string | undefined,
  { runner, dryRun, signal, progress, sampleFile }: Run,
  store: ImportStore,
  context: Context,
  work: (attended: Attended) => Promise<CsvReport>,
): Promise<CsvReport> {
  let now: Progress = { phase: 'reading', rows: 0, total: null, share: 0 };
  const pulse = id === undefined ? undefined : startPulse(id, runner, () => now, store, context);
  const either = pulse ? AbortSignal.any([signal, pulse.signal]) : signal;
  try {
    const report = await work({
      signal: either,
      progress(state) {
        now = { phase: state.phase, rows: state.rows, total: state.total, share: state.share };
        const { phase, rows, total, recorded, rejected } = state;
        const known = total === null ? {} : { total };
        progress({ done: phase === 'reading' ? 0 : rows, ...known, unit: 'rows', rows, recorded, rejected });
      },
      async afterBatch() {
        await pulse?.beat();
        // PGlite works in this very thread: requests have their turn between two batches.
        await setImmediate();
      },
    }).catch((error) => {
      if (stoppedBy(either, error)) return new Tally().report(0, false);
      throw error;
    });
    if (id !== undefined) {
      if (sampleFile) await writeFile(sampleFile, JSON.stringify(report.content.sample), { mode: 0o600 });
      await store.end(id, runner, dryRun, report);
    }
    return report;
  } catch (error) {
    if (id !== undefined && error instanceof Problem) await store.fail(id, runner, error);
    throw error;
  } finally {
    await pulse?.end();
  }
}
