import type { Moment } from '../moment.ts';

/** A row of chaland.moment, read with `momentColumns`. */
export interface MomentRow {
  profile_id: string;
  occurred_at: Date;
  id: string;
  epoch: number;
  tx: string;
  seq: number;
  type: string;
  version: number;
  source: string;
  source_key: string;
  store_id: string | null;
  staff_id: string | null;
  session: string | null;
  live: boolean;
  recorded_at: Date;
  data: unknown;
}

/**
 * "tx" as it is, an xid8 that reads as text: cast and called "tx" again, `order by tx` would mean the text, and put
 * 999 behind 1000.
 */
export const momentColumns =
  'profile_id, occurred_at, id, epoch, tx, seq, type, version, source, source_key, store_id, staff_id, session, live, recorded_at, data';

export const momentOf = (row: MomentRow): Moment => ({
  id: row.id,
  profileId: row.profile_id,
  type: row.type,
  version: row.version,
  time: row.occurred_at,
  source: row.source,
  key: row.source_key,
  storeId: row.store_id,
  staffId: row.staff_id,
  session: row.session,
  live: row.live,
  recordedAt: row.recorded_at,
  data: row.data,
});
