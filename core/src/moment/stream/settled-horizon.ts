import type { Database } from '../../data/database.ts';
import type { Position } from './position.ts';

/**
 * The oldest transaction that may still commit: every row before this position is there to be read or never
 * will be. Read the rows in a LATER statement, with the horizon as a bound parameter: a snapshot taken in the
 * same statement, or before, can miss a row that committed in between, and the cursor would pass it by.
 *
 * Only this function knows the rule, since a cluster adds a step: wait for the prepared transactions seen here.
 */
export async function settledHorizon(db: Database): Promise<Position> {
  const [horizon] = await db.query<{ epoch: number; tx: string }>(
    `select epoch, pg_snapshot_xmin(pg_current_snapshot())::text as tx from chaland.epoch`,
    [],
    { name: 'stream_horizon' },
  );
  return { epoch: horizon!.epoch, tx: horizon!.tx, seq: 0 };
}
