import type { Database } from '../../data/database.ts';
import type { Position } from './position.ts';

/** A subscription that this unit of work alone may advance, until it ends. */
export interface Claim {
  cursor: Position;
  state: 'running' | 'paused';
  /** Moments in a row that failed. */
  failures: number;
  /** Moments up to here were handled once before. */
  replayedUpTo: Position | null;
}

interface ClaimRow extends Position {
  state: 'running' | 'paused';
  failures: number;
  replay_epoch: number | null;
  replay_tx: string;
  replay_seq: number;
}

/**
 * Gives the subscription to this unit of work, or nothing where another one has it.
 * On one PostgreSQL the lock of the cursor's row is enough. (On a cluster it would also have to be held until
 * the commit has returned.)
 */
export async function claimSubscription(db: Database, subscription: string): Promise<Claim | undefined> {
  const [row] = await db.query<ClaimRow>(
    `select c.epoch, c.tx, c.seq, s.state, s.failures,
            s.replay_epoch, s.replay_tx, s.replay_seq
     from chaland.subscription_cursor c join chaland.subscription s on s.id = c.subscription
     where c.subscription = $1 and c.lane = 0
     for update of c skip locked`,
    [subscription],
    { name: 'stream_claim' },
  );
  if (!row) return undefined;
  const { epoch, tx, seq, state, failures, replay_epoch, replay_tx, replay_seq } = row;
  return {
    cursor: { epoch, tx, seq },
    state,
    failures,
    replayedUpTo: replay_epoch === null ? null : { epoch: replay_epoch, tx: replay_tx, seq: replay_seq },
  };
}

/** Moves the cursor, in the unit of work that handled what lies before it. */
export async function moveCursor(db: Database, subscription: string, to: Position): Promise<void> {
  await db.query(
    `update chaland.subscription_cursor set epoch = $2, tx = $3::xid8, seq = $4
     where subscription = $1 and lane = 0`,
    [subscription, to.epoch, to.tx, to.seq],
    { name: 'stream_move' },
  );
}
