import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { clusterOf, readBelow } from './forest.ts';

/**
 * Everybody whom a person ever was: the customer and who was merged into it. An erasure begins with them.
 * @returns customers' ids, the one that was asked for among them
 */
export async function everybodyIn(db: Database, customerId: string): Promise<string[]> {
  return [...clusterOf(await readBelow(db, [customerId]), customerId)];
}

/**
 * Forgets who a person was known as: identifiers pass on to the next profile that asserts them, pairs go, and of
 * merges remains that there were some. Undoing one is refused from then on. Whoever calls it holds the locks of the
 * profiles and customers, and removes their rows after it.
 */
export async function forgetIdentity(db: Database, customerId: string, now: Date): Promise<void> {
  const customers = uuidArray(await everybodyIn(db, customerId));
  const profiles = await db.query<{ id: string }>(
    'select profile_id as id from chaland.customer_profile where customer_id = any($1::uuid[])',
    [customers],
  );
  await passOnIdentifiers(
    db,
    profiles.map(({ id }) => id),
  );
  await db.query(
    `update chaland.merge
     set reason = null, evidence = null, choices = null, undone_reason = null, erased_at = coalesce(erased_at, $2)
     where loser_id = any($1::uuid[]) or survivor_id = any($1::uuid[])`,
    [customers, now],
  );
  for (const table of ['not_same', 'possible_duplicate']) {
    await db.query(
      `delete from chaland.${table} where customer_id = any($1::uuid[]) or other_id = any($1::uuid[])`,
      [customers],
    );
  }
}

/**
 * Gives the identifiers that these profiles answer for to the next ones that assert them. Who else does is found among
 * the other profiles of the same customer, and by the pairs that an identifier made: where one customer alone has it,
 * there are none. The one who had it verified answers for it now, and of those the first who told it.
 */
export async function passOnIdentifiers(db: Database, profileIds: readonly string[]): Promise<void> {
  const profiles = uuidArray(profileIds);
  await db.query(
    `with gone as materialized (
       select unnest($1::uuid[]) as profile_id
     ), lost as materialized (
       select i.kind, i.value, gone.profile_id
       from gone join chaland.profile_identifier a on a.profile_id = gone.profile_id
         join chaland.identifier i on i.kind = a.kind and i.value = a.value and i.profile_id = gone.profile_id
     ), partner as materialized (
       select lost.kind, lost.value, unnest(array[d.customer_id, d.other_id]) as home_id
       from lost join chaland.possible_duplicate d using (kind, value)
       union
       select lost.kind, lost.value, own.customer_id
       from lost join chaland.profile own on own.id = lost.profile_id
     ), heir as materialized (
       select distinct on (partner.kind, partner.value) partner.kind, partner.value, a.profile_id, a.verified
       from partner
         join chaland.customer c on c.id = partner.home_id
         join chaland.customer_profile mine on mine.customer_id = coalesce(c.merged_into, c.id)
         join chaland.profile_identifier a
           on a.profile_id = mine.profile_id and a.kind = partner.kind and a.value = partner.value
       where a.until is null and mine.profile_id not in (select profile_id from gone)
       order by partner.kind, partner.value, a.verified desc, a.since, a.profile_id
     )
     update chaland.identifier i set profile_id = heir.profile_id, verified = heir.verified
     from heir where i.kind = heir.kind and i.value = heir.value`,
    [profiles],
  );
  await db.query(
    `delete from chaland.identifier i using (
       select kind, value, profile_id from chaland.profile_identifier where profile_id = any($1::uuid[])
       union
       select 'profile:' || source, key, id from chaland.profile where id = any($1::uuid[])
     ) t
     where i.kind = t.kind and i.value = t.value and i.profile_id = t.profile_id`,
    [profiles],
  );
}
