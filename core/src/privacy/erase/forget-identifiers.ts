import { derivedKeyKind } from '../../customer/identifier.ts';
import { textArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { DataSubject } from '../personal-data-handler.ts';

/**
 * Gives the identifiers that these profiles answer for to the next profile that asserts them, as a recycled number
 * passes on, and forgets those that nobody else has. By their keys, and through the possible duplicates that a second
 * assertion leaves behind: the tables are too large to be searched by anything else.
 */
export async function forgetIdentifiers(
  db: Database,
  { profileIds, identifiers }: Pick<DataSubject, 'profileIds' | 'identifiers'>,
): Promise<void> {
  const profiles = uuidArray(profileIds);
  const keys = await db.query<{ source: string; key: string }>(
    'select source, key from chaland.profile where id = any($1::uuid[])',
    [profiles],
  );
  const all = [
    ...identifiers.map(({ kind, value }) => ({ kind, value })),
    ...keys.map(({ source, key }) => ({ kind: derivedKeyKind(source), value: key })),
  ];
  const named = [textArray(all.map(({ kind }) => kind)), textArray(all.map(({ value }) => value))];
  await db.query(
    `with theirs as materialized (
       select i.kind, i.value from unnest($1::text[], $2::text[]) as asked (kind, value)
       join chaland.identifier i on i.kind = asked.kind and i.value = asked.value
       where i.profile_id = any($3::uuid[])
       order by i.kind, i.value for update of i
     ), rival as (
       select d.kind, d.value, unnest(array[d.customer_id, d.other_id]) as customer_id
       from theirs join chaland.possible_duplicate d on d.kind = theirs.kind and d.value = theirs.value
     ), heir as (
       select distinct on (pi.kind, pi.value) pi.kind, pi.value, pi.profile_id, pi.verified
       from rival
         join chaland.customer c on c.id = rival.customer_id
         join chaland.customer_profile cp on cp.customer_id = coalesce(c.merged_into, c.id)
         join chaland.profile_identifier pi
           on pi.profile_id = cp.profile_id and pi.kind = rival.kind and pi.value = rival.value
       where pi.until is null and not pi.profile_id = any($3::uuid[])
       order by pi.kind, pi.value, pi.since
     ), handed as (
       update chaland.identifier i set profile_id = heir.profile_id, verified = heir.verified
       from heir where i.kind = heir.kind and i.value = heir.value
     )
     delete from chaland.identifier i using theirs
     where i.kind = theirs.kind and i.value = theirs.value
       and not exists (select from heir where heir.kind = i.kind and heir.value = i.value)`,
    [...named, profiles],
  );
}
