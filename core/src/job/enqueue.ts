import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { uuidv7 } from '../data/uuid.ts';

export interface NewRun {
  job: string;
  args: Record<string, unknown>;
  key?: string | undefined;
  after?: Date | undefined;
}

/**
 * Queues a run, in the current unit of work.
 * @returns its id, or null where one with the same key is queued already
 */
export async function enqueue(
  db: Database,
  clock: Clock,
  { job, args, key, after }: NewRun,
): Promise<string | null> {
  const now = clock.now();
  const id = uuidv7(now.getTime());
  const rows = await db.query(
    `insert into chaland.job_run (id, job, args, key, state, run_at)
     values ($1, $2, $3::jsonb, $4, 'queued', $5)
     on conflict (job, key) do nothing
     returning id`,
    [id, job, JSON.stringify(args), key ?? null, after ?? now],
    { name: 'job_enqueue' },
  );
  return rows.length > 0 ? id : null;
}
