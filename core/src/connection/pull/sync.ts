import { problem } from '../../http/problem.ts';
import type { Jobs } from '../../job/job.ts';
import { knownConnector } from '../known-connectors.ts';
import type { ConnectionParts } from '../parts.ts';
import { type ConnectionRow, connectionRow } from '../store/row.ts';
import { pullJob } from './jobs.ts';

/**
 * Pulls now, whatever failed before. From the beginning, what is known already counts once all the same.
 * @throws CHL_NOT_FOUND, CHL_CONNECTION_ENDING, CHL_CONFLICT where it doesn't pull or is paused
 */
export function syncNow(
  { db, clock, known, tools }: ConnectionParts,
  jobs: Jobs,
  id: string,
  from: 'cursor' | 'beginning',
): Promise<ConnectionRow> {
  return db.transaction(async () => {
    const { name, state, connector } = await connectionRow(db, id, 'for update');
    if (state === 'ending') throw problem('CHL_CONNECTION_ENDING', { detail: `"${name}"` });
    if (state === 'paused') {
      throw problem('CHL_CONFLICT', {
        detail: `the connection "${name}" is paused`,
        mend: 'Resume it first.',
      });
    }
    if (!knownConnector(known, connector).connector.pull) {
      throw problem('CHL_CONFLICT', {
        detail: `the connector "${connector}" fetches nothing`,
        mend: 'Its other side sends by itself: have it send again.',
      });
    }
    await db.query(
      from === 'beginning'
        ? `update chaland.connection set next_pull_at = $2, open_until = null, cursor = null, pull_run = null,
             pull_lease_until = null, pull_started_at = null, pull_done = null, pull_total = null where id = $1`
        : 'update chaland.connection set next_pull_at = $2, open_until = null where id = $1',
      [id, clock.now()],
    );
    tools.forget(id);
    await jobs.enqueue(pullJob, { connection: id }, { key: id });
    return connectionRow(db, id);
  });
}
