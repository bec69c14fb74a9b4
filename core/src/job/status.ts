import type { Database } from '../data/database.ts';
import type { Contributed } from '../plugin/extension-point.ts';
import type { Job, JobStatus } from './job.ts';

interface Row {
  job: string;
  queued: number;
  running: number;
  failed: number;
  last_error: string | null;
  last_failed_at: Date | null;
  progress: { done: number; total: number | null } | null;
}

/** Every job of the enabled plugins, by id. */
export async function jobStatus(db: Database, jobs: Iterable<Contributed<Job>>): Promise<JobStatus[]> {
  const [runs, schedules] = await Promise.all([
    db.query<Row>(
      `select job,
              count(*) filter (where state = 'queued') as queued,
              count(*) filter (where state = 'running') as running,
              count(*) filter (where state = 'failed') as failed,
              (array_agg(error order by failed_at desc) filter (where failed_at is not null))[1] as last_error,
              max(failed_at) as last_failed_at,
              (array_agg(json_build_object('done', done, 'total', total) order by seq desc)
                filter (where state = 'running' and done is not null))[1] as progress
       from chaland.job_run group by job`,
    ),
    db.query<{ job: string; next_run_at: Date }>('select job, next_run_at from chaland.job_schedule'),
  ]);
  const runsOf = new Map(runs.map((row) => [row.job, row]));
  const nextOf = new Map(schedules.map((row) => [row.job, row.next_run_at]));
  return [...jobs]
    .map(({ plugin, value: { id, title, schedule = null } }) => {
      const run = runsOf.get(id);
      const { queued = 0, running = 0, failed = 0 } = run ?? {};
      return {
        id,
        plugin,
        title,
        schedule,
        nextRunAt: nextOf.get(id) ?? null,
        queued,
        running,
        failed,
        progress: run?.progress ?? null,
        lastError: run?.last_error ?? null,
        lastFailedAt: run?.last_failed_at ?? null,
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
