import type { Connection } from '../../data/connection.ts';
import { uuidv7 } from '../../data/uuid.ts';
import type { ProfileAttributes } from '../attributes.ts';
import { sourceKind } from '../identifier.ts';
import { retailer } from '../survivorship/rules.ts';

/** A profile with the source `chaland`: what the retailer says of somebody. Its key is the customer's id. */
export interface OwnProfile extends ProfileAttributes {
  id: string;
  key: string;
}

/** Of the customer, and of those who were merged into them. */
export const readOwnProfiles = (
  { query }: Pick<Connection, 'query'>,
  customerId: string,
): Promise<OwnProfile[]> =>
  query<OwnProfile>(
    `with mine as materialized (
       select profile_id from chaland.customer_profile where customer_id = $1::uuid
     )
     select p.id, p.key, p.attributes, p.attributes_since as since
     from mine join chaland.profile p on p.id = mine.profile_id where p.source = $2 order by p.id`,
    [customerId, retailer],
  );

/** Founds it; nobody else may be about to: the customer is locked. */
export async function foundOwnProfile(
  { query }: Pick<Connection, 'query'>,
  customerId: string,
  now: Date,
): Promise<OwnProfile> {
  const id = uuidv7(now.getTime());
  const kind = sourceKind(retailer);
  await query(
    `insert into chaland.profile (id, source, key, customer_id, home_id, created_at, updated_at)
     values ($1, $2, $3, $4, $4, $5, $5)`,
    [id, retailer, customerId, customerId, now],
  );
  await query('insert into chaland.customer_profile (customer_id, profile_id) values ($1, $2)', [
    customerId,
    id,
  ]);
  await query(
    `insert into chaland.profile_identifier (profile_id, kind, value, raw, verified, since)
     values ($1, $2, $3, $3, true, $4)`,
    [id, kind, customerId, now],
  );
  await query(
    'insert into chaland.identifier (kind, value, profile_id, verified) values ($1, $2, $3, true)',
    [kind, customerId, id],
  );
  return { id, key: customerId, attributes: {}, since: {} };
}
