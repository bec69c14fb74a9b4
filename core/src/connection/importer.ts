import type { Context } from '../context.ts';
import type { MomentInput } from '../moment/moment.ts';
import { defineExtensionPoint } from '../plugin/extension-point.ts';
import type { Text } from '../text.ts';

/** Reads a file of moments, as `chaland import` asks for it. A connector for files contributes one. */
export interface Importer {
  /** `<plugin>.<name>`, e.g. `connector-csv.file`. */
  id: string;
  title: Text;
  /** Whether it can read this file, by its name alone. */
  accepts(file: string): boolean;
  /**
   * Reads the file and records its moments as not live. What was read before is known: a run that was cut
   * short goes on where it stood, and a second run of the same file changes nothing.
   * @throws Problem when the file or the mapping can't be read at all; a bad row only counts as rejected
   */
  run(options: ImportOptions, context: Context): Promise<ImportReport>;
}

export interface ImportOptions {
  /** Absolute path. */
  file: string;
  /** Absolute path of the mapping, where the importer takes one. */
  mapping?: string;
  /** Tells what would happen, and records nothing. */
  dryRun: boolean;
  /** Absolute path of the file that takes every rejected row with its line number and reason. */
  rejects?: string;
  /** False begins anew, even where an earlier run of the same file was cut short. */
  resume: boolean;
  /** Aborts on Ctrl-C: finish the batch under way, remember the place, return the report so far. */
  signal: AbortSignal;
  /** Called after each batch. */
  progress(state: ImportProgress): void;
}

export interface ImportProgress {
  /** Of `unit`, so far. */
  done: number;
  /** Of `unit`, in all, where it is known beforehand. */
  total?: number;
  /** What `done` and `total` count; bytes are those of the file as it lies on disk. */
  unit: 'bytes' | 'rows';
  /** Rows read so far. */
  rows: number;
  /** Moments and other records recorded so far. */
  recorded: number;
  /** Rows rejected so far. */
  rejected: number;
}

/** What became of every row and moment of a file. In a dry run: what would become of them. */
export interface ImportReport {
  rows: { read: number; used: number; rejected: number };
  moments: { recorded: number; duplicate: number; conflict: number; rejected: number };
  /** Of other kinds of record than moments, by kind; `unchanged` are those that were no news. */
  records?: Record<string, RecordCounts>;
  /** Rejected rows by reason: a problem's code, or the mapping's own word. */
  reasons: { reason: string; rows: number; example?: string }[];
  /** The file with the rejected rows, where there are any. */
  rejects?: string;
  /** What the file tells, for whoever checks a mapping. */
  content?: ImportContent;
  /** True when every row was read; false after an interruption: run again to go on. */
  complete: boolean;
}

export interface RecordCounts {
  recorded: number;
  unchanged: number;
  conflict: number;
  rejected: number;
}

export interface ImportContent {
  /** Moments by type. */
  types: Record<string, number>;
  /** Moments that name a customer, and that don't. */
  customers: { known: number; unknown: number };
  /** First and last time, as the file has them. */
  period?: { from: string; to: string };
  /** The first moments, of a dry run. */
  sample: readonly MomentInput[];
}

export const importers = defineExtensionPoint<Importer>('core.importers');

/** Contributes an importer. */
export const importer = (definition: Importer) => importers(definition);
