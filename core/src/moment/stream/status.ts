import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { settledHorizon } from './settled-horizon.ts';
import type { Subscriber, SubscriptionStatus } from './subscriber.ts';
import type { Subscription } from './subscription.ts';

/** Unread moments are looked at up to so many: a count without a bound would get slower the longer the backlog. */
const bound = 10_000;

/** Seconds of lag from which on it is asked who holds the stream back. */
const notable = 2;

interface Row {
  id: string;
  plugin: string;
  state: 'running' | 'paused';
  reason: string | null;
  behind: number;
  settled: number;
  oldest: Date | null;
  retrying: number;
  waiting: number;
  parked: number;
}

/** Every subscription that ever was, by id. */
export async function subscriptionStatus(
  db: Database,
  clock: Clock,
  subscriptions: readonly Subscription[],
): Promise<SubscriptionStatus[]> {
  const subscribers = new Map(subscriptions.map(({ subscriber }) => [subscriber.id, subscriber]));
  const rows = await statusRows(db, [...subscribers.values()]);
  const now = clock.now().getTime();
  const found = rows.map((row) => {
    const subscriber = subscribers.get(row.id);
    const lagSeconds = subscriber && row.oldest ? Math.max(0, (now - row.oldest.getTime()) / 1_000) : 0;
    return { row, subscriber, lagSeconds };
  });
  const isHeld = ({ row, lagSeconds }: (typeof found)[number]) =>
    lagSeconds >= notable && row.state === 'running' && row.behind > 0 && row.settled === 0;
  const holder = found.some(isHeld) ? await horizonHolder(db) : null;
  return found.map((one) => {
    const { row, subscriber, lagSeconds } = one;
    return {
      id: row.id,
      plugin: row.plugin,
      title: subscriber?.title ?? { en: row.id, fr: row.id },
      state: subscriber ? row.state : 'dormant',
      reason: row.reason,
      lagSeconds,
      behind: subscriber ? row.behind : 0,
      heldBy: isHeld(one) ? holder : null,
      retrying: row.retrying,
      waiting: row.waiting,
      parked: row.parked,
      replayable: subscriber?.reset !== undefined,
    };
  });
}

async function statusRows(db: Database, subscribers: readonly Subscriber[]): Promise<Row[]> {
  const { epoch, tx } = await settledHorizon(db);
  return db.query<Row>(
    `select s.id, s.plugin, s.state, s.reason, u.behind, u.settled, u.oldest, p.retrying, p.waiting, p.parked
     from chaland.subscription s
     join chaland.subscription_cursor c on c.subscription = s.id and c.lane = 0
     left join jsonb_to_recordset($1::jsonb) as k (id text, types text[]) on k.id = s.id
     cross join lateral (
       select count(*) as behind, min(recorded_at) as oldest,
              count(*) filter (where (n.epoch, n.tx) < ($2, $3::xid8)) as settled
       from (
         select epoch, tx, type, recorded_at from chaland.moment m
         where (m.epoch, m.tx, m.seq) > (c.epoch, c.tx, c.seq)
         order by m.epoch, m.tx, m.seq
         limit ${bound}
       ) n
       where k.types is null or n.type = any(k.types)
     ) u
     cross join lateral (
       select count(*) filter (where state = 'retrying') as retrying,
              count(*) filter (where state = 'waiting') as waiting,
              count(*) filter (where state = 'parked') as parked
       from chaland.parked_moment where subscription = s.id
     ) p
     order by s.id`,
    [JSON.stringify(subscribers.map(({ id, types }) => ({ id, types: types ?? null }))), epoch, tx],
  );
}

/**
 * The transaction that holds the horizon back: the one that has been writing for longest, anywhere in the
 * cluster. Null where there is none, or where the database doesn't let us see other users' sessions.
 */
export async function horizonHolder(db: Database): Promise<string | null> {
  const [holder] = await db.query<{ who: string; seconds: number }>(
    `select 'process ' || pid || ' (' || coalesce(nullif(application_name, ''), 'unnamed') || ', database '
            || coalesce(datname, '?') || ')' as who,
            extract(epoch from clock_timestamp() - xact_start)::float8 as seconds
     from pg_stat_activity
     where backend_xid is not null and pid <> pg_backend_pid()
     union all
     select 'prepared transaction ' || gid || ' (database ' || database || ')',
            extract(epoch from clock_timestamp() - prepared)::float8
     from pg_prepared_xacts
     order by seconds desc
     limit 1`,
  );
  return holder
    ? `${holder.who} has been writing for ${Math.round(holder.seconds)} s without committing`
    : null;
}
