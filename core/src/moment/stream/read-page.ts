import type { Database } from '../../data/database.ts';
import { erasuresSoFar } from '../../privacy/erase/gate.ts';
import type { Moment } from '../moment.ts';
import { type MomentRow, momentColumns, momentOf } from './moment-row.ts';
import type { Position } from './position.ts';
import { settledHorizon } from './settled-horizon.ts';

/** A moment and where on the stream it stands. */
export interface Placed {
  moment: Moment;
  at: Position;
}

/** Consecutive moments of a subscription's types. */
export interface Page {
  /** The cursor that it was read from. */
  after: Position;
  items: readonly Placed[];
  /** Where the cursor stands once the page is handled. */
  end: Position;
  /** There may be more to read right behind it. */
  full: boolean;
  /** Erasures that there had been before it was read. */
  erasures: number;
  /** Moments are committed beyond the horizon: some older transaction is still writing. */
  unsettled: boolean;
  /** The subscription is paused, so nothing was read. */
  paused: boolean;
}

interface Query {
  subscription: string;
  types: readonly string[] | undefined;
  limit: number;
  /** Read on from here instead of from the cursor. */
  after?: Position;
}

/**
 * Reads the next page, outside of any transaction: it holds nothing and nobody back, and may be read ahead while
 * the page before is handled. Whether it is still the next one is decided by `claimSubscription`.
 */
export function readPage(db: Database, { subscription, types, limit, after }: Query): Promise<Page> {
  return db.session(async () => {
    const [erasures, horizon, { paused, ...cursor }] = await Promise.all([
      erasuresSoFar(db),
      settledHorizon(db),
      after ? { ...after, paused: false } : readCursor(db, subscription),
    ]);
    // Else a paused one would read its whole next page at each wake, for nothing.
    if (paused) {
      return { after: cursor, items: [], end: cursor, full: false, erasures, unsettled: false, paused };
    }
    const [rows, unsettled] = await Promise.all([
      settledRows(db, cursor, horizon, types, limit),
      anyFrom(db, horizon),
    ]);
    const items = rows.map((row) => ({
      moment: momentOf(row),
      at: { epoch: row.epoch, tx: row.tx, seq: row.seq },
    }));
    const full = items.length === limit;
    return {
      after: cursor,
      items,
      end: full ? items.at(-1)!.at : horizon,
      full,
      erasures,
      unsettled,
      paused,
    };
  });
}

function settledRows(
  db: Database,
  cursor: Position,
  horizon: Position,
  types: readonly string[] | undefined,
  limit: number,
): Promise<MomentRow[]> {
  const values = [cursor.epoch, cursor.tx, cursor.seq, horizon.epoch, horizon.tx, limit];
  return db.query<MomentRow>(
    `select ${momentColumns}
     from chaland.moment
     where (epoch, tx, seq) > ($1, $2::xid8, $3) and (epoch, tx) < ($4, $5::xid8)
       ${types ? 'and type = any($7::text[])' : ''}
     order by epoch, tx, seq
     limit $6`,
    types ? [...values, types] : values,
    { name: types ? 'stream_page_of_types' : 'stream_page' },
  );
}

async function anyFrom(db: Database, { epoch, tx }: Position): Promise<boolean> {
  // Ordered, so that it reads the end of the index: `exists` alone is planned as a scan of all moments, in the
  // belief that many lie ahead.
  const found = await db.query(
    `select 1 from chaland.moment where (epoch, tx) >= ($1, $2::xid8) order by epoch, tx, seq limit 1`,
    [epoch, tx],
    { name: 'stream_unsettled' },
  );
  return found.length > 0;
}

/** @throws when the subscription was never registered */
async function readCursor(db: Database, subscription: string): Promise<Position & { paused: boolean }> {
  const [cursor] = await db.query<Position & { paused: boolean }>(
    `select c.epoch, c.tx, c.seq, s.state = 'paused' as paused
     from chaland.subscription_cursor c join chaland.subscription s on s.id = c.subscription
     where c.subscription = $1 and c.lane = 0`,
    [subscription],
    { name: 'stream_cursor' },
  );
  if (!cursor) throw new Error(`subscription "${subscription}" has no cursor: register it first`);
  return cursor;
}
