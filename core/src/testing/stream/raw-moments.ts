import { randomUUID } from 'node:crypto';
import type { Database } from '../../data/database.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { testStart } from '../test-clock.ts';

export interface RawMoment {
  /** What tests tell moments by: the source's own id. */
  key: string;
  profile?: string;
  type?: string;
  live?: boolean;
  recordedAt?: Date;
  epoch?: number;
  /** Instead of the transaction that writes it. */
  tx?: number;
  data?: unknown;
}

/** Puts moments on the stream as they are, in one statement, without ingest. */
export async function writeMoments(db: Database, moments: readonly RawMoment[]): Promise<void> {
  const rows = moments.map(
    ({
      key,
      profile = randomUUID(),
      type = 'visit',
      live = true,
      recordedAt = testStart,
      epoch,
      tx,
      data = {},
    }) => ({
      id: uuidv7(),
      key,
      profile,
      type,
      live,
      recorded_at: recordedAt,
      epoch,
      tx,
      data,
    }),
  );
  await db.query(
    `insert into chaland.moment
       (profile_id, occurred_at, id, epoch, tx, type, version, source, source_key, live, recorded_at, data)
     select profile, recorded_at, id, coalesce(m.epoch, e.epoch), coalesce(m.tx::text::xid8, pg_current_xact_id()), type, 1, 'test', key, live, recorded_at, data
     from jsonb_to_recordset($1::jsonb) as m (id uuid, key text, profile uuid, type text, live boolean,
       recorded_at timestamptz, epoch int, tx bigint, data jsonb), chaland.epoch e`,
    [JSON.stringify(rows)],
  );
}

/** Moments with the given keys and nothing special. */
export const plain = (...keys: string[]): RawMoment[] => keys.map((key) => ({ key }));
