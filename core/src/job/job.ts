import type { TSchema } from 'typebox';
import type { Context } from '../context.ts';
import { defineExtensionPoint } from '../plugin/extension-point.ts';
import type { Text } from '../text.ts';

/** Work done later, or by the clock, outside a request. */
export interface Job<Args = Record<string, unknown>> {
  /** `<plugin>.<name>`, e.g. `score-rfm.score`. */
  id: string;
  title: Text;
  /** JSON Schema of the arguments. */
  args?: TSchema;
  /** Cron, five fields, in the deployment's time zone; run with empty arguments. */
  schedule?: string;
  /** Tries before it is given up; 3 where absent, 1 s and then 10 s apart. */
  attempts?: number;
  /**
   * Does the work, outside of any transaction: take one for each step that belongs together. It runs at least
   * once, and again if it throws or its process ends in the middle, so what it did already must do no harm.
   * @param run.signal aborts when the process is told to end: a long job then throws, and is run again by the next
   *   process, which doesn't count as a try
   */
  handle(args: Args, context: Context, run: JobRun): Promise<void>;
}

export interface JobRun {
  /** The same at every try. */
  id: string;
  signal: AbortSignal;
  /** What an earlier try of this run saved; undefined where none did. */
  saved: unknown;
  /** Says how far it is, and what the next try goes on from; in a unit of work, if and when that commits. */
  save(progress: JobProgress): Promise<void>;
}

export interface JobProgress {
  done: number;
  /** Of how many; left out where nobody knows. */
  total?: number;
  /** JSON, for the next try's `saved`. */
  saved?: unknown;
}

export const jobs = defineExtensionPoint<Job>('core.jobs');

/** Contributes a job. */
export const job = <Args>(definition: Job<Args>) => jobs(definition as unknown as Job);

export interface JobStatus {
  id: string;
  plugin: string;
  title: Text;
  schedule: string | null;
  nextRunAt: Date | null;
  queued: number;
  running: number;
  /** Of the run that began last, where it says. */
  progress: { done: number; total: number | null } | null;
  /** Given up, in the last 30 days. */
  failed: number;
  /** Of the newest run that is to be tried again, or was given up. */
  lastError: string | null;
  lastFailedAt: Date | null;
}

export interface Jobs {
  /**
   * Queues a run. In a unit of work it is queued if and when that commits. With a `key`, once while one with it is
   * queued; a run that has begun no longer counts.
   * @returns the run's id, or null where one with the key is queued already
   * @throws CHL_JOB_UNKNOWN, or CHL_INPUT_INVALID where the arguments don't fit the job's schema
   */
  enqueue(
    id: string,
    args?: Record<string, unknown>,
    options?: { key?: string; after?: Date },
  ): Promise<string | null>;
  status(): Promise<JobStatus[]>;
  start(): Promise<void>;
  /** Runs everything that is due by the clock, schedules included, then returns. Failures are in `status`. */
  drain(): Promise<void>;
  close(): Promise<void>;
}
