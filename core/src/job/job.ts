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
  /** Tries before it is given up; 3 where absent. */
  attempts?: number;
  handle(args: Args, context: Context): Promise<void>;
}

export const jobs = defineExtensionPoint<Job>('core.jobs');

/** Contributes a job. */
export const job = <Args>(definition: Job<Args>) => jobs(definition as unknown as Job);

export interface JobStatus {
  id: string;
  plugin: string;
  title: Text;
  schedule: string | null;
  queued: number;
  running: number;
  failed: number;
}

export interface Jobs {
  /** Queues a run. In a unit of work it is queued if and when that commits. With a `key`, once while one with it is queued. */
  enqueue(
    id: string,
    args?: Record<string, unknown>,
    options?: { key?: string; after?: Date },
  ): Promise<string | null>;
  status(): Promise<JobStatus[]>;
  start(): Promise<void>;
  /** Runs everything that is queued and due, then returns. */
  drain(): Promise<void>;
  close(): Promise<void>;
}
