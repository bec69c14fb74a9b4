import type { Jobs } from '../../job/job.ts';
import type { ConnectionParts } from '../parts.ts';
import { pullJob } from './jobs.ts';

/** Notes are gathered for so long: a busy till sends several for each sale. Milliseconds. */
const gathering = 3_000;

/**
 * Notes that the other side has something to be fetched. While a pull is running, another one follows it: what it has read
 * already may have changed since. Nothing is noted for one that fails; it is tried when its time comes.
 */
export async function pullSoon(
  { db, clock, known }: Pick<ConnectionParts, 'db' | 'clock' | 'known'>,
  jobs: Jobs,
  id: string,
): Promise<void> {
  const at = new Date(clock.now().getTime() + gathering);
  const noted = await db.query<{ connector: string }>(
    `update chaland.connection set next_pull_at = $2
     where id = $1 and state = 'active' and failures = 0
       and (next_pull_at is null or next_pull_at > $2 or pull_run is not null)
     returning connector`,
    [id, at],
  );
  if (noted.some(({ connector }) => known.get(connector)?.connector.pull)) {
    await jobs.enqueue(pullJob, { connection: id }, { key: id, after: at });
  }
}
