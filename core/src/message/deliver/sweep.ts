import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { Log } from '../../log.ts';

/** Messages at most in one statement. */
const most = 1_000;

/**
 * Gives up what nobody will bring to an end: a claimed message whose process is gone becomes unknown, since it may have
 * been handed over; a requested one whose time is over expires, also where its channel is no longer installed.
 * @returns whether there may be more
 */
export async function sweep({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Promise<boolean> {
  const now = clock.now();
  const lost = await db.query<{ id: string }>(
    `update chaland.message m set state = 'unknown', code = 'process-ended', lease_until = null, ended_at = $1
     from (
       select profile_id, id from chaland.message where state = 'claimed' and lease_until < $1
       limit $2 for update skip locked
     ) gone
     where m.profile_id = gone.profile_id and m.id = gone.id
     returning m.id`,
    [now, most],
    { name: 'chaland.lost-messages' },
  );
  if (lost.length > 0) {
    log.warn(
      { messages: lost.length, first: lost[0]!.id },
      'messages were handed over by a process that ended: nobody knows whether they were sent',
    );
  }
  const expired = await db.query(
    `update chaland.message m set state = 'expired', ended_at = $1
     from (
       select profile_id, id from chaland.message where state = 'requested' and expires_at <= $1
       limit $2 for update skip locked
     ) late
     where m.profile_id = late.profile_id and m.id = late.id
     returning m.id`,
    [now, most],
    { name: 'chaland.expired-messages' },
  );
  return lost.length === most || expired.length === most;
}
