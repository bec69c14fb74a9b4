import type { Database } from '../../data/database.ts';

/** How many messages of a channel are not at their end, for who watches. */
export interface OpenMessages {
  channel: string;
  /** Due, and not claimed yet. */
  due: number;
  /** Being handed over. */
  claimed: number;
  /** Of which nobody knows whether they were sent. */
  unknown: number;
}

/**
 * Counts what is open, from small indexes however many were ever sent.
 * @param channels that are told also where nothing is open; those that are no longer installed follow
 */
export async function openMessages(
  db: Database,
  now: Date,
  channels: Iterable<string>,
): Promise<OpenMessages[]> {
  const rows = await db.query<OpenMessages>(
    `select channel,
       count(*) filter (where state = 'requested')::int as due,
       count(*) filter (where state = 'claimed')::int as claimed,
       count(*) filter (where state = 'unknown')::int as unknown
     from chaland.message
     where state in ('claimed', 'unknown') or state = 'requested' and due_at <= $1
     group by channel`,
    [now],
  );
  const quiet = [...channels].filter((id) => !rows.some(({ channel }) => channel === id));
  return [...quiet.map((channel) => ({ channel, due: 0, claimed: 0, unknown: 0 })), ...rows];
}
