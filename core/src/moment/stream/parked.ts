import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { ParkedMoment } from './subscriber.ts';

interface Row extends Omit<ParkedMoment, 'momentId' | 'time' | 'nextAttempt'> {
  moment_id: string;
  occurred_at: Date;
  next_attempt_at: Date | null;
}

/** The moments that a subscription put aside, by id. */
export async function parkedMoments(
  db: Database,
  subscription: string,
  { after = '00000000-0000-0000-0000-000000000000', limit = 100 }: { after?: string; limit?: number },
): Promise<ParkedMoment[]> {
  const rows = await db.query<Row>(
    `select p.subscription, p.moment_id, p.occurred_at, p.attempts, p.error, p.state, p.next_attempt_at, p.since,
            coalesce(m.type, '') as type, coalesce(m.source, '') as source, coalesce(m.source_key, '') as key
     from chaland.parked_moment p
     left join chaland.moment m
       on m.epoch = p.epoch and m.tx = p.tx and m.seq = p.seq and m.profile_id = p.profile_id
     where p.subscription = $1 and p.moment_id > $2
     order by p.moment_id
     limit $3`,
    [subscription, after, limit],
  );
  return rows.map(({ moment_id, occurred_at, next_attempt_at, ...row }) => ({
    ...row,
    momentId: moment_id,
    time: occurred_at,
    nextAttempt: next_attempt_at,
  }));
}

/**
 * Makes parked moments due now, with all their attempts before them; a moment that is retried already comes
 * forward. Where a profile's moments keep their order, its first is due and the others wait behind it.
 */
export async function makeDue(
  db: Database,
  clock: Clock,
  {
    subscription,
    moment = null,
    ordered = false,
  }: { subscription: string; moment?: string | null; ordered?: boolean },
): Promise<number> {
  const rows = await db.query(
    `with chosen as (
       select moment_id, row_number() over (partition by profile_id order by epoch, tx, seq) as place
       from chaland.parked_moment
       where subscription = $1 and ($2::uuid is null or moment_id = $2) and state <> 'waiting'
     )
     update chaland.parked_moment p
     set state = case when $4 and c.place > 1 then 'waiting' else 'retrying' end,
         attempts = case p.state when 'parked' then 0 else p.attempts end,
         next_attempt_at = $3
     from chosen c
     where p.subscription = $1 and p.moment_id = c.moment_id
     returning p.moment_id`,
    [subscription, moment, clock.now(), ordered],
  );
  return rows.length;
}
