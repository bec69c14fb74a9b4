import type { Database } from '../../data/database.ts';
import { grouped } from '../progress.ts';
import { type Finding, ok, warning } from './finding.ts';

/** A transaction that writes this long, in seconds, keeps moments from the subscribers noticeably. */
const longTransaction = 30;

/** Who holds the settled horizon back: no moment is handed out while an older transaction may still commit. */
export async function checkHorizon(db: Database, { longerThan = longTransaction } = {}): Promise<Finding> {
  const holders = await db.query<{ who: string; seconds: number }>(
    `select coalesce(nullif(application_name, ''), 'a session') || ' (process ' || pid || ', ' ||
         coalesce(datname, 'no database') || ')' as who,
       extract(epoch from clock_timestamp() - xact_start)::float8 as seconds
     from pg_stat_activity
     where backend_xid is not null and pid <> pg_backend_pid()
       and clock_timestamp() - xact_start > make_interval(secs => $1)
     union all
     select 'the prepared transaction "' || gid || '"', extract(epoch from clock_timestamp() - prepared)::float8
     from pg_prepared_xacts where clock_timestamp() - prepared > make_interval(secs => $1)
     order by seconds desc`,
    [longerThan],
  );
  const [oldest] = holders;
  return oldest
    ? warning(
        'stream',
        `${oldest.who} has been writing for ${grouped(oldest.seconds)} s without a commit: moments wait for it`,
        'Let it commit, or end it: select pg_terminate_backend(<process>), or rollback prepared.',
      )
    : ok('stream', 'no long transaction holds it back');
}

export async function checkSubscriptions(db: Database): Promise<Finding[]> {
  const rows = await db.query<{ id: string; state: string; reason: string | null; parked: number }>(
    `select s.id, s.state, s.reason, count(p.moment_id) as parked
     from chaland.subscription s
     left join chaland.parked_moment p on p.subscription = s.id and p.state = 'parked'
     group by s.id order by s.id`,
  );
  const found = rows.flatMap(({ id, state, reason, parked }): Finding[] => [
    ...(state === 'paused'
      ? [
          warning(
            'subscriptions',
            `${id} is paused: ${reason ?? 'no reason was given'}`,
            `Mend the cause, then resume it: POST /api/subscriptions/${id}/resume`,
          ),
        ]
      : []),
    ...(parked > 0
      ? [
          warning(
            'subscriptions',
            `${id} has ${grouped(parked)} parked moments`,
            `See why with GET /api/subscriptions/${id}/parked; then: chaland replay ${id} --parked`,
          ),
        ]
      : []),
  ]);
  return found.length > 0 ? found : [ok('subscriptions', `${rows.length}, none paused, nothing parked`)];
}
