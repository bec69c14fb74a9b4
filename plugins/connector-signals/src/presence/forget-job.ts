import { type Context, job } from '@chaland/core';
import { sessionPrefix } from './connector.ts';
import { day } from './pseudonymise.ts';

/** Deliveries at most that one transaction clears. */
const batch = 1_000;
/** What an hourly job looks back on where nothing is known to be older: it may have stood still for a while. */
const lookBack = 3 * day;

/** After a day nothing tells one phone from another any more: where and how long stays. */
export const forgetDevices = job({
  id: 'connector-signals.forget-devices',
  title: { en: 'Forget the devices of yesterday', fr: 'Oublier les appareils de la veille' },
  schedule: '3 * * * *',
  async handle(_args, context, { signal }) {
    const from = await oldest(context);
    await clearMoments(context, from);
    while ((await clearDeliveries(context)) === batch) signal.throwIfAborted();
  },
});

/** Of what still has its body: its moments have their pseudonyms too, if the job didn't run since. */
async function oldest({ db, clock }: Context): Promise<Date> {
  const recent = new Date(clock.now().getTime() - lookBack);
  const [row] = await db.query<{ at: Date }>(
    `select least($1::timestamptz, min(d.received_at) - interval '1 day') as at
     from chaland.delivery d join chaland.connection c on c.id = d.connection_id
     where c.connector = 'connector-signals.presence' and d.body is not null`,
    [recent],
  );
  return row?.at ?? recent;
}

/** By store and time, which moments are found by; every stay is in a store. */
const clearMoments = ({ db, clock }: Context, from: Date) =>
  db.query(
    `update chaland.moment m set session = null
     from chaland.store s
     where m.store_id = s.id and m.occurred_at >= $1 and m.occurred_at <= $2
       and m.type = 'zone.dwell' and m.session like $3 || '%'`,
    [from, new Date(clock.now().getTime() - day), sessionPrefix],
  );

/** One that waits in quarantine is discarded: replayed later, it would bring its pseudonym back. */
async function clearDeliveries({ db, clock }: Context): Promise<number> {
  const now = clock.now();
  const cleared = await db.query(
    `update chaland.delivery set body = null, headers = '{}', problem = null, code = null, changed_at = $2,
       state = case when state in ('queued', 'quarantined') then 'discarded' else state end
     where id in (
       select d.id from chaland.delivery d join chaland.connection c on c.id = d.connection_id
       where c.connector = 'connector-signals.presence' and d.received_at <= $1 and d.body is not null
       order by d.id limit $3 for update of d)
     returning id`,
    [new Date(now.getTime() - day), now, batch],
  );
  return cleared.length;
}
