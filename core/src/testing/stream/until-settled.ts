import type { Database } from '../../data/database.ts';
import { until } from '../until.ts';

/**
 * Waits until every moment of the database may be read. The horizon is the server's, not the database's: a short
 * transaction of another test file may lie between two moments, and they then come in two batches.
 */
export function untilSettled(db: Database): Promise<void> {
  return until('what is committed is settled', async () => {
    const unsettled = await db.query(
      `select 1 from chaland.moment m join chaland.epoch e on e.epoch = m.epoch
       where m.tx >= pg_snapshot_xmin(pg_current_snapshot()) limit 1`,
    );
    return unsettled.length === 0;
  });
}
