import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Database } from '../data/database.ts';
import { once } from '../data/once.ts';
import { problem } from '../http/problem.ts';
import { exactly } from '../http/validate.ts';
import type { Log } from '../log.ts';
import type { PluginHost } from '../plugin/plugin-host.ts';
import { enqueue } from './enqueue.ts';
import { type Jobs, jobs as jobPoint } from './job.ts';
import { runOne } from './run-one.ts';
import { forgetOldFailures, nextRun, queueScheduled, saveSchedules } from './schedule.ts';
import { jobStatus } from './status.ts';
import { type Work, work } from './work.ts';

/** Runs at once in one process. */
const runsAtOnce = 2;

export interface JobParts {
  db: Database;
  clock: Clock;
  log: Log;
  plugins: Pick<PluginHost, 'extensions'>;
  contextOf(plugin: string): Context;
  /** IANA name: what schedules mean by a time of day. */
  timeZone: string;
}

/**
 * The jobs of all enabled plugins: a queue and a schedule, in two small tables.
 * @throws CHL_PLUGIN_INVALID for a schedule that is no cron expression
 */
export function createJobs({ db, clock, log, plugins, contextOf, timeZone }: JobParts): Jobs {
  const contributed = plugins.extensions.all(jobPoint);
  const jobs = new Map(contributed.map(({ plugin, value: job }) => [job.id, { job, plugin }]));
  const all = contributed.map(({ value }) => value);
  for (const job of all) if (job.schedule) nextRun(job, timeZone, clock.now());
  const validators = new Map(all.map(({ id, args }) => [id, args && exactly(args)]));
  const ending = new AbortController();
  const worker = { db, clock, log, jobs, contextOf, signal: ending.signal };
  let works: Work[] = [];

  function checked(id: string, given: Record<string, unknown>): Record<string, unknown> {
    // Defaults are filled in, and not into the caller's own.
    const args = structuredClone(given);
    const errors = validators.get(id)?.(args);
    if (errors) throw problem('CHL_INPUT_INVALID', { detail: `the arguments of job "${id}"`, errors });
    return args;
  }
  const ring = () => {
    for (const { bell } of works) bell.ring();
  };
  const queueDue = async () => (await queueScheduled(db, clock, all, timeZone)) > 0;
  const prepare = once(db, async () => {
    await saveSchedules(db, clock, all, timeZone);
    await forgetOldFailures(db, clock);
  });

  return {
    async enqueue(id, args = {}, { key, after } = {}) {
      if (!jobs.has(id)) throw problem('CHL_JOB_UNKNOWN', { detail: `job "${id}"` });
      const run = await enqueue(db, clock, { job: id, args: checked(id, args), key, after });
      db.afterCommit(ring);
      return run;
    },
    async status() {
      await prepare();
      return jobStatus(db, contributed);
    },
    async start() {
      if (jobs.size === 0 || works.length > 0) return;
      await prepare();
      const runners = Array.from({ length: runsAtOnce }, () => work(() => runOne(worker), log));
      const scheduler = work(async () => {
        if (await queueDue()) ring();
        return false;
      }, log);
      works = [...runners, scheduler];
    },
    async drain() {
      await prepare();
      do await queueDue();
      while (await runOne(worker));
    },
    async close() {
      ending.abort();
      const stopping = works;
      works = [];
      await Promise.all(stopping.map(({ stop }) => stop()));
    },
  };
}
