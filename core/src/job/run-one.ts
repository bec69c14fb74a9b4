import type { Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Database } from '../data/database.ts';
import { errorText } from '../error-text.ts';
import type { Log } from '../log.ts';
import { retryDelay } from '../retry-delay.ts';
import type { Job, JobProgress } from './job.ts';

/** Tries where a job doesn't say. */
const defaultAttempts = 3;

/** A process that runs a job promises to be there for so long, and renews that twice as often. Milliseconds. */
const lease = 60_000;

export interface Worker {
  db: Database;
  clock: Clock;
  log: Log;
  jobs: ReadonlyMap<string, { job: Job; plugin: string }>;
  contextOf(plugin: string): Context;
  /** Aborts when the process is told to end. */
  signal: AbortSignal;
}

interface Run {
  id: string;
  job: string;
  args: Record<string, unknown>;
  /** This one included. */
  attempts: number;
  saved: unknown;
}

/**
 * Runs one job that is due, or whose process is gone. Not in a transaction: a job may take long, and a long
 * transaction would hold the whole stream back. So a job is run at least once, and makes up its own mind about
 * what it finds half done.
 * @returns false where nothing is due
 */
export async function runOne(worker: Worker): Promise<boolean> {
  const { db, clock, log, jobs, contextOf, signal } = worker;
  if (signal.aborted) return false;
  const run = await claim(worker);
  if (!run) return false;
  // Claimed while the process was told to end, perhaps from a neighbour that has just given it back: a job that
  // begins now would never hear of it.
  if (signal.aborted) {
    await giveBack(worker, run.id);
    return false;
  }
  const { job, plugin } = jobs.get(run.job)!;
  const { attempts = defaultAttempts } = job;
  const renewal = setInterval(() => void renew(worker, run.id), lease / 2);
  let error: unknown;
  let failed = false;
  try {
    // More tries than there are: the processes that had it ended in the middle, each time.
    if (run.attempts > attempts) throw new Error('its process ended in the middle of it, at every attempt');
    await job.handle(run.args, contextOf(plugin), {
      id: run.id,
      signal,
      saved: run.saved ?? undefined,
      save: (progress) => save(worker, run.id, progress),
    });
  } catch (thrown) {
    failed = true;
    error = thrown;
  } finally {
    clearInterval(renewal);
  }
  if (!failed) {
    await db.query('delete from chaland.job_run where id = $1', [run.id]);
    return true;
  }
  if (signal.aborted) {
    await giveBack(worker, run.id);
    return true;
  }
  const givenUp = run.attempts >= attempts;
  const now = clock.now();
  const text = errorText(error);
  log[givenUp ? 'error' : 'warn'](
    { job: run.job, run: run.id, attempt: run.attempts, error: text },
    'job failed',
  );
  await db.query(
    `update chaland.job_run set state = $2, run_at = $3, failed_at = $4, error = $5, lease_until = null where id = $1`,
    [run.id, givenUp ? 'failed' : 'queued', new Date(now.getTime() + retryDelay(run.attempts)), now, text],
  );
  return true;
}

/** A run that has begun no longer counts for its key: what changes from now on needs another. */
async function claim({ db, clock, jobs }: Worker): Promise<Run | undefined> {
  const now = clock.now();
  const [run] = await db.query<Run>(
    `update chaland.job_run set state = 'running', attempts = attempts + 1, key = null, lease_until = $2
     where id = (
       select id from chaland.job_run
       where job = any($3::text[])
         and (state = 'queued' and run_at <= $1 or state = 'running' and lease_until < $1)
       order by run_at, seq
       limit 1
       for update skip locked)
     returning id, job, args, attempts, saved`,
    [now, new Date(now.getTime() + lease), [...jobs.keys()]],
    { name: 'job_claim' },
  );
  return run;
}

/** For another process, or the next start: it costs no try. */
async function giveBack({ db }: Worker, id: string): Promise<void> {
  await db.query(
    `update chaland.job_run set state = 'queued', attempts = attempts - 1, lease_until = null where id = $1`,
    [id],
  );
}

async function save({ db }: Worker, id: string, { done, total, saved }: JobProgress): Promise<void> {
  await db.query('update chaland.job_run set done = $2, total = $3, saved = $4::jsonb where id = $1', [
    id,
    done,
    total ?? null,
    saved === undefined ? null : JSON.stringify(saved),
  ]);
}

async function renew({ db, clock }: Worker, id: string): Promise<void> {
  // Where the database is away, the next renewal may still be in time.
  await db
    .query(`update chaland.job_run set lease_until = $2 where id = $1 and state = 'running'`, [
      id,
      new Date(clock.now().getTime() + lease),
    ])
    .catch(() => {});
}
