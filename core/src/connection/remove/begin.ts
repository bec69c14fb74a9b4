import type { Principal } from '../../access/principal.ts';
import { changedMeanwhile } from '../../http/precondition.ts';
import type { Jobs } from '../../job/job.ts';
import type { ConnectionParts } from '../parts.ts';
import { type ConnectionRow, connectionRow, type Ending } from '../store/row.ts';
import { removeJob } from './job.ts';

/** Milliseconds after which no process believes the connection active any more, and what was under way has ended. */
const settled = 5_000;

/**
 * Removes a connection: it takes nothing from now on, and a job does the rest. Asked again, it goes on.
 * @throws CHL_NOT_FOUND, CHL_PRECONDITION_FAILED
 */
export function beginRemoval(
  { db, clock, changed }: ConnectionParts,
  jobs: Jobs,
  id: string,
  version: number,
  { data, by }: { data: Ending['data']; by: Pick<Principal, 'kind' | 'id' | 'name'> },
): Promise<ConnectionRow> {
  return db.transaction(async () => {
    const before = await connectionRow(db, id, 'for update');
    if (before.version !== version) throw changedMeanwhile(before.version);
    const now = clock.now();
    if (before.state !== 'ending') {
      const ending: Ending = { data, by: { kind: by.kind, id: by.id, name: by.name }, done: 0 };
      await db.query(
        `update chaland.connection set state = 'ending', ending = $2::jsonb, pull_run = null, pull_lease_until = null,
           next_pull_at = null, version = version + 1, updated_at = $3 where id = $1`,
        [id, JSON.stringify(ending), now],
      );
      changed();
    }
    await jobs.enqueue(removeJob, { connection: id }, { key: id, after: new Date(now.getTime() + settled) });
    return connectionRow(db, id);
  });
}
