import type { ContactPoint } from '../../consent/contact-point.ts';
import { textArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';

/** A contact point that is a customer's now, with the profile that answers for it. */
export interface HeldContactPoint extends ContactPoint {
  customerId: string;
  profileId: string;
}

/**
 * What customers can be reached at now: verified first, then what was said last. Neither what has passed on to
 * somebody else, nor what too many people share to be anybody's.
 * @param kinds of identifiers
 */
export async function contactPointsOf(
  db: Database,
  customerIds: Iterable<string>,
  kinds: Iterable<string>,
): Promise<HeldContactPoint[]> {
  return db.query<HeldContactPoint>(
    select,
    [uuidArray([...new Set(customerIds)]), textArray([...new Set(kinds)])],
    { name: 'chaland.contact-points-of' },
  );
}

const select = `
  with mine as materialized (
    select customer_id, profile_id from chaland.customer_profile where customer_id = any($1::uuid[])
  ), said as materialized (
    select mine.customer_id, i.kind, i.value, bool_or(i.verified) as verified, max(i.since) as since
    from mine join chaland.profile_identifier i on i.profile_id = mine.profile_id
    where i.kind = any($2::text[]) and i.until is null
    group by mine.customer_id, i.kind, i.value
  )
  select said.customer_id as "customerId", i.profile_id as "profileId", said.kind, said.value
  from said join chaland.identifier i on i.kind = said.kind and i.value = said.value
  where i.quarantined_at is null
    and exists (select from mine where mine.profile_id = i.profile_id and mine.customer_id = said.customer_id)
  order by said.customer_id, said.verified desc, said.since desc, said.value`;
