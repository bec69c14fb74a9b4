import { changedMeanwhile } from '../../http/precondition.ts';
import { problem } from '../../http/problem.ts';
import type { ConnectionParts } from '../parts.ts';
import { type ConnectionRow, connectionRow } from './row.ts';

/**
 * Pauses a connection, or lets it go on. What is sent to a paused one is kept, and taken in once it goes on.
 * @throws CHL_NOT_FOUND, CHL_PRECONDITION_FAILED, CHL_CONNECTION_ENDING
 */
export function setState(
  { db, clock, changed }: ConnectionParts,
  id: string,
  version: number,
  state: 'active' | 'paused',
): Promise<ConnectionRow> {
  return db.transaction(async () => {
    const before = await connectionRow(db, id, 'for update');
    if (before.state === 'ending') throw problem('CHL_CONNECTION_ENDING', { detail: `"${before.name}"` });
    if (before.version !== version) throw changedMeanwhile(before.version);
    if (before.state === state) return before;
    await db.query(
      `update chaland.connection set state = $2, pull_run = null, pull_lease_until = null, version = version + 1,
         updated_at = $3 where id = $1`,
      [id, state, clock.now()],
    );
    changed();
    return connectionRow(db, id);
  });
}
