import { Cron } from 'croner';
import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { problem } from '../http/problem.ts';
import { enqueue } from './enqueue.ts';
import type { Job } from './job.ts';

/** When a cron expression is due next after an instant. @throws CHL_PLUGIN_INVALID for what is no cron expression */
export function nextRun({ id, schedule = '' }: Job, timeZone: string, after: Date): Date {
  try {
    const next = new Cron(schedule, { timezone: timeZone, paused: true, mode: '5-part' }).nextRun(after);
    if (next) return next;
  } catch (cause) {
    throw problem('CHL_PLUGIN_INVALID', {
      detail: `job "${id}": its schedule "${schedule}" is no cron expression of five fields (${(cause as Error).message})`,
    });
  }
  throw problem('CHL_PLUGIN_INVALID', { detail: `job "${id}": its schedule "${schedule}" is never due` });
}

/** Makes the schedules in the database those that the enabled plugins declare. */
export async function saveSchedules(
  db: Database,
  clock: Clock,
  jobs: readonly Job[],
  timeZone: string,
): Promise<void> {
  const now = clock.now();
  const scheduled = jobs.filter(({ schedule }) => schedule);
  const rows = scheduled.map((job) => ({
    job: job.id,
    schedule: `${job.schedule} ${timeZone}`,
    next_run_at: nextRun(job, timeZone, now),
  }));
  // A schedule that is the same keeps its time: what fell due while nothing ran is made up for, once.
  await db.query(
    `insert into chaland.job_schedule as known (job, schedule, next_run_at)
     select job, schedule, next_run_at
     from jsonb_to_recordset($1::jsonb) as s (job text, schedule text, next_run_at timestamptz)
     on conflict (job) do update set schedule = excluded.schedule, next_run_at = excluded.next_run_at
     where known.schedule <> excluded.schedule`,
    [JSON.stringify(rows)],
  );
  await db.query('delete from chaland.job_schedule where not job = any($1::text[])', [
    scheduled.map(({ id }) => id),
  ]);
}

/**
 * Queues what the clock says is due: once, however often it was missed, and by one process only.
 * @returns how many were
 */
export async function queueScheduled(
  db: Database,
  clock: Clock,
  jobs: readonly Job[],
  timeZone: string,
): Promise<number> {
  const scheduled = new Map(jobs.filter(({ schedule }) => schedule).map((job) => [job.id, job]));
  if (scheduled.size === 0) return 0;
  return db.transaction(async () => {
    const now = clock.now();
    const due = await db.query<{ job: string }>(
      `select job from chaland.job_schedule where next_run_at <= $1 and job = any($2::text[])
       order by job for update skip locked`,
      [now, [...scheduled.keys()]],
    );
    for (const { job } of due) {
      await enqueue(db, clock, { job, args: {}, key: 'schedule' });
      await db.query('update chaland.job_schedule set next_run_at = $2 where job = $1', [
        job,
        nextRun(scheduled.get(job)!, timeZone, now),
      ]);
    }
    return due.length;
  });
}

/** Failed runs are shown for 30 days. */
export async function forgetOldFailures(db: Database, clock: Clock): Promise<void> {
  const before = new Date(clock.now().getTime() - 30 * 24 * 3_600_000);
  await db.query(`delete from chaland.job_run where state = 'failed' and failed_at < $1`, [before]);
}
