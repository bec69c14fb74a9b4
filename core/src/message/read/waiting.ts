import type { Database } from '../../data/database.ts';

/** How many messages of a channel are at some point, for who watches. */
export interface Waiting {
  channel: string;
  /** Due, and not handed over yet. */
  due: number;
  /** Being handed over. */
  claimed: number;
  /** Of which nobody knows whether they were sent. */
  unknown: number;
}

/** Counts what isn't at its end, by channel; as much as a few small indexes hold, however many were ever sent. */
export async function waiting(db: Database, now: Date): Promise<Waiting[]> {
  return db.query<Waiting>(
    `select channel,
       count(*) filter (where state = 'requested') as due,
       count(*) filter (where state = 'claimed') as claimed,
       count(*) filter (where state = 'unknown') as unknown
     from chaland.message
     where state in ('claimed', 'unknown') or state = 'requested' and due_at <= $1
     group by channel`,
    [now],
  );
}
