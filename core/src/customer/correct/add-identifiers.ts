import { boolArray, textArray } from '../../data/binary-array.ts';
import { columns } from '../../data/columns.ts';
import type { Connection } from '../../data/connection.ts';

/** In canonical form. */
export interface AddedIdentifier {
  kind: string;
  value: string;
  raw: string;
  verified: boolean;
}

/**
 * Asserts identifiers for a profile. Those that nobody has become its own; one that another customer has stays
 * theirs, and makes the two a possible duplicate.
 * @param homeId the profile's
 */
export async function addIdentifiers(
  { query }: Pick<Connection, 'query'>,
  profileId: string,
  homeId: string,
  identifiers: readonly AddedIdentifier[],
  now: Date,
): Promise<void> {
  const { kind, value, raw, verified } = columns(identifiers, 'kind', 'value', 'raw', 'verified');
  const named = [textArray(kind), textArray(value)];
  await query(
    `insert into chaland.identifier as held (kind, value, profile_id, verified)
     select kind, value, $4::uuid, verified from unnest($1::text[], $2::text[], $3::bool[]) as t (kind, value, verified)
     order by kind collate "C", value collate "C"
     on conflict (kind, value) do update set verified = true
     where held.profile_id = excluded.profile_id and excluded.verified and not held.verified`,
    [...named, boolArray(verified), profileId],
  );
  await query(
    `insert into chaland.profile_identifier as known (profile_id, kind, value, raw, verified, since)
     select $5::uuid, *, $6::timestamptz
     from unnest($1::text[], $2::text[], $3::text[], $4::bool[]) as t (kind, value, raw, verified)
     on conflict (profile_id, kind, value) do update
       set verified = known.verified or excluded.verified, until = null`,
    [...named, textArray(raw), boolArray(verified), profileId, now],
  );
  await query(
    `with held as materialized (
       select i.kind, i.value, i.profile_id
       from unnest($1::text[], $2::text[]) as t (kind, value)
         join chaland.identifier i on i.kind = t.kind and i.value = t.value
     )
     insert into chaland.possible_duplicate (customer_id, other_id, kind, value, created_at)
     select least(p.home_id, $3::uuid), greatest(p.home_id, $3::uuid), held.kind, held.value, $4::timestamptz
     from held join chaland.profile p on p.id = held.profile_id
     where p.home_id <> $3::uuid
     on conflict do nothing`,
    [...named, homeId, now],
  );
}
