import { createHash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { chainStart } from './row.ts';

/** The heads of all chains at one time: what is dropped or written anew later is told by it. */
export interface Checkpoint {
  id: string;
  /** From 1. */
  n: number;
  madeAt: Date;
  /** Chains that had moved since the one before. */
  moved: number;
  /** In hex, over those and the hash of the one before. */
  hash: string;
}

export interface CheckpointHead {
  profileId: string;
  n: number;
  /** In hex. */
  hash: string;
}

/** Heads that are taken or read at once. */
const pageHeads = 10_000;
const firstId = '00000000-0000-0000-0000-000000000000';

/** Held while one is made, so that two at once don't mix their heads. */
const advisoryLock = 4_269_013;

const select = `
  select id, n, made_at as "madeAt", moved, encode(hash, 'hex') as hash from chaland.consent_checkpoint`;

/** The latest first, before one. */
export const listCheckpoints = (
  db: Database,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<Checkpoint[]> =>
  db.query<Checkpoint>(`${select} where $1::int is null or n < $1 order by n desc limit $2`, [
    before ?? null,
    limit,
  ]);

export const checkpointByNumber = async (db: Database, n: number): Promise<Checkpoint | undefined> =>
  (await db.query<Checkpoint>(`${select} where n = $1`, [n]))[0];

/**
 * Makes the next checkpoint. Heads are taken some at a time, each group in a transaction of its own, so that nobody who
 * records meanwhile waits long; cut short, the next one goes on with the same number.
 */
export function makeCheckpoint(db: Database, clock: Clock): Promise<Checkpoint> {
  return db.session(async (connection) => {
    await connection.query('select pg_advisory_lock($1)', [advisoryLock]);
    try {
      const [latest] = await listCheckpoints(db, { limit: 1 });
      const n = (latest?.n ?? 0) + 1;
      while ((await takeHeads(db, n)) > 0);
      const { moved, hash } = await hashOfMoved(db, n, latest?.hash ?? chainStart);
      const madeAt = clock.now();
      const checkpoint = { id: uuidv7(madeAt.getTime()), n, madeAt, moved, hash };
      await db.query(
        `insert into chaland.consent_checkpoint (id, n, made_at, moved, hash)
         values ($1, $2, $3, $4, decode($5, 'hex'))`,
        [checkpoint.id, n, madeAt, moved, hash],
      );
      return checkpoint;
    } finally {
      await connection.query('select pg_advisory_unlock($1)', [advisoryLock]).catch(() => {});
    }
  });
}

/** Heads that somebody moves right now are left to the next checkpoint. @returns how many were taken */
const takeHeads = (db: Database, n: number): Promise<number> =>
  db.transaction(async () => {
    const rows = await db.query(
      `with moved as materialized (
         select profile_id from chaland.consent_head h
         where n > checkpoint_n and not exists (
           select from chaland.consent_checkpoint_head taken
           where taken.profile_id = h.profile_id and taken.checkpoint = $1)
         limit ${pageHeads} for update skip locked
       ), seen as (
         update chaland.consent_head h set checkpoint_n = h.n from moved where moved.profile_id = h.profile_id
         returning h.profile_id, h.n, h.hash
       )
       insert into chaland.consent_checkpoint_head (profile_id, checkpoint, n, hash)
       select profile_id, $1, n, hash from seen returning 1`,
      [n],
    );
    return rows.length;
  });

/** SHA-256 over the hash of the checkpoint before and the heads that moved, in the order of their profiles. */
export async function hashOfMoved(
  db: Database,
  n: number,
  previous: string,
): Promise<{ moved: number; hash: string }> {
  const digest = createHash('sha256').update(`chaland checkpoint 1\n${n}\n${previous}\n`);
  let moved = 0;
  let after = firstId;
  for (;;) {
    const heads = await db.query<CheckpointHead>(
      `select profile_id as "profileId", n, encode(hash, 'hex') as hash from chaland.consent_checkpoint_head
       where checkpoint = $1 and profile_id > $2 order by profile_id limit ${pageHeads}`,
      [n, after],
      { name: 'chaland.checkpoint-moved' },
    );
    for (const head of heads) digest.update(headLine(head));
    moved += heads.length;
    if (heads.length < pageHeads) return { moved, hash: digest.digest('hex') };
    after = heads.at(-1)!.profileId;
  }
}

const headLine = ({ profileId, n, hash }: CheckpointHead): string => `${profileId} ${n} ${hash}\n`;

/** All heads as a checkpoint saw them, in the order of their profiles, some at a time. */
export async function* headsAt(db: Database, checkpoint: number): AsyncGenerator<CheckpointHead[]> {
  let after = firstId;
  for (;;) {
    const heads = await db.query<CheckpointHead>(
      `select distinct on (profile_id) profile_id as "profileId", n, encode(hash, 'hex') as hash
       from chaland.consent_checkpoint_head
       where profile_id > $1 and checkpoint <= $2
       order by profile_id, checkpoint desc limit ${pageHeads}`,
      [after, checkpoint],
      { name: 'chaland.checkpoint-heads' },
    );
    if (heads.length > 0) yield heads;
    if (heads.length < pageHeads) return;
    after = heads.at(-1)!.profileId;
  }
}
