import type { Database } from '../../data/database.ts';
import type { EffectivePolicy } from './effective.ts';
import type { PersonKind } from './policy.ts';

/** Customers looked at in one statement. */
export const lookedAtOnce = 1_000;

/** Somebody, or something of theirs, whose time is over. */
export interface Due {
  customerId: string;
  person: PersonKind;
  policy: EffectivePolicy;
  /** The last time that they were there themselves; their founding where nothing says. */
  lastContactAt: Date;
}

export interface DuePage {
  due: Due[];
  lookedAt: number;
  /** The last one that was looked at; null where there is nobody left. */
  next: string | null;
}

interface Row {
  id: string;
  person: PersonKind;
  last: Date;
  /** Places of the policies in the list. */
  policies: number[];
}

/**
 * The next customers in the order of their ids, with what is due of each.
 *
 * A real contact is the latest moment of a type that counts as one; an opened mail doesn't. Who is anonymous has neither
 * attributes nor an identifier but devices and sources' own numbers; a customer has a moment that is a sale; everybody
 * else who is known is a prospect. Who has an open privacy request is left alone until it is answered.
 *
 * Moments are looked up by profile, with a limit: PostgreSQL would read the whole table for each page otherwise.
 */
export async function findDue(
  db: Database,
  policies: readonly EffectivePolicy[],
  { now, after }: { now: Date; after: string | null },
): Promise<DuePage> {
  const rows = await db.query<Row>(
    `with batch as materialized (
       select id, created_at, attributes = '{}' as untold from chaland.customer
       where merged_into is null and ($1::uuid is null or id > $1) order by id limit ${lookedAtOnce}
     ), profile as materialized (
       select batch.id, cp.profile_id from batch join chaland.customer_profile cp on cp.customer_id = batch.id
     ), contact as materialized (
       select profile.id, max(latest.occurred_at) as last
       from profile cross join lateral (
         select m.occurred_at from chaland.moment m
         where m.profile_id = profile.profile_id
           and m.type not in (select type from chaland.moment_type where not contact)
         order by m.occurred_at desc limit 1) latest
       group by profile.id
     ), told as materialized (
       select distinct profile.id from profile join chaland.profile_identifier i on i.profile_id = profile.profile_id
       where i.kind <> 'device' and i.kind not like 'source:%'
     ), sold as materialized (
       select distinct profile.id from profile cross join lateral (
         select from chaland.moment m
         where m.profile_id = profile.profile_id and m.type in (select type from chaland.moment_type where sale)
         limit 1) sale
     ), known as materialized (
       select batch.id, coalesce(contact.last, batch.created_at) as last, case
           when batch.untold and told.id is null then 'anonymous'
           when sold.id is not null then 'customer'
           else 'prospect' end as person
       from batch left join contact on contact.id = batch.id left join told on told.id = batch.id
         left join sold on sold.id = batch.id
       where not exists (
         select from chaland.privacy_request r where r.customer_id = batch.id and r.ended_at is null)
     ), policy as (
       select (ord - 1)::int as n, value ->> 'person' as person, value ->> 'data' as data, value -> 'types' as types,
         $3::timestamptz - make_interval(months => (value ->> 'months')::int) as before
       from jsonb_array_elements($2::jsonb) with ordinality as given (value, ord)
     ), due as (
       select known.id, known.person, known.last, policy.n
       from known join policy on policy.person = known.person
       where policy.data = 'person' and known.last < policy.before
       union
       select known.id, known.person, known.last, policy.n
       from known join policy on policy.person = known.person join profile on profile.id = known.id
         cross join lateral (
           select from chaland.moment m
           where m.profile_id = profile.profile_id and m.occurred_at < policy.before
             and (policy.types is null or policy.types ? m.type)
           limit 1) old
       where policy.data <> 'person'
     )
     select batch.id, due.person, due.last, coalesce(jsonb_agg(due.n order by due.n) filter (where due.n is not null), '[]') as policies
     from batch left join due on due.id = batch.id
     group by batch.id, due.person, due.last order by batch.id`,
    [after, JSON.stringify(policies), now],
  );
  return {
    lookedAt: rows.length,
    next: rows.length < lookedAtOnce ? null : rows.at(-1)!.id,
    due: rows.flatMap(({ id, person, last, policies: places }) => {
      const found = places.map((place) => policies[place]!);
      // Who goes as a whole goes with everything.
      const whole = found.find(({ data }) => data === 'person');
      return (whole ? [whole] : found).map((policy) => ({
        customerId: id,
        person,
        policy,
        lastContactAt: last,
      }));
    }),
  };
}
