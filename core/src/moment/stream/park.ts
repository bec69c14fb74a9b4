import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { errorText } from '../../error-text.ts';
import { retryDelay } from '../../retry-delay.ts';
import type { Page, Placed } from './read-page.ts';
import type { Subscriber } from './subscriber.ts';

/** Calls of a handler for one moment where a subscriber doesn't say. */
export const defaultAttempts = 5;

/** A moment that its subscription leaves behind for now. */
export interface Aside {
  placed: Placed;
  /** Why its handler refused it; absent where it only waits behind another of its profile. */
  failure?: { error: unknown };
}

/** The moments of a page that wait behind an earlier one of their profile. */
export const waiting = ({ items }: Page, held: Set<string>): Aside[] =>
  items.filter(({ moment }) => held.has(moment.profileId)).map((placed) => ({ placed }));

/** Puts moments aside, in the unit of work that lets the cursor pass them. */
export async function park(
  db: Database,
  clock: Clock,
  { id, attempts = defaultAttempts }: Subscriber,
  asides: readonly Aside[],
): Promise<void> {
  if (asides.length === 0) return;
  const now = clock.now();
  const next = new Date(now.getTime() + retryDelay(1));
  const failed = attempts > 1 ? 'retrying' : 'parked';
  await db.query(
    `insert into chaland.parked_moment
       (subscription, profile_id, occurred_at, moment_id, epoch, tx, seq, state, attempts, error, next_attempt_at, since)
     select $1, m.profile_id, m.occurred_at, m.moment_id, m.epoch, m.tx::xid8, m.seq, m.state, m.attempts, m.error,
       case m.state when 'retrying' then $3::timestamptz end, $4
     from jsonb_to_recordset($2::jsonb) as m (profile_id uuid, occurred_at timestamptz, moment_id uuid,
       epoch int, tx text, seq bigint, state text, attempts int, error text)
     on conflict (subscription, moment_id) do update set
       state = excluded.state, attempts = excluded.attempts, error = excluded.error,
       next_attempt_at = excluded.next_attempt_at, since = excluded.since`,
    [
      id,
      JSON.stringify(
        asides.map(({ placed: { moment, at }, failure }) => ({
          profile_id: moment.profileId,
          occurred_at: moment.time,
          moment_id: moment.id,
          ...at,
          state: failure ? failed : 'waiting',
          attempts: failure ? 1 : 0,
          error: failure ? errorText(failure.error) : 'waits behind an earlier moment of its profile',
        })),
      ),
      next,
      now,
    ],
  );
}

/**
 * The profiles whose moments have to wait behind one that is retried.
 * Its row is locked against the retry: it can't succeed unseen and leave a moment to wait for nothing.
 */
export async function heldProfiles(
  db: Database,
  subscription: string,
  items: readonly Placed[],
): Promise<Set<string>> {
  const rows = await db.query<{ profile_id: string }>(
    `select profile_id from chaland.parked_moment
     where subscription = $1 and profile_id = any($2::uuid[]) and state <> 'parked'
     order by epoch, tx, seq
     for share`,
    [subscription, [...new Set(items.map(({ moment }) => moment.profileId))]],
  );
  return new Set(rows.map(({ profile_id }) => profile_id));
}
