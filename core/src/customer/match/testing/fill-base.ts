import type { Database } from '../../../data/database.ts';
import { uuidv7 } from '../../../data/uuid.ts';
import type { ProfileToMatch } from '../record.ts';

/**
 * Writes profiles straight into the database, each with a customer of its own.
 * @returns their ids, in order
 */
export async function fillBase(
  db: Database,
  profiles: readonly (Pick<ProfileToMatch, 'attributes' | 'identifiers'> & { key?: string })[],
  now: Date,
): Promise<string[]> {
  const rows = profiles.map(({ attributes, identifiers, key }) => ({
    id: uuidv7(now.getTime()),
    key,
    customer: uuidv7(now.getTime()),
    attributes,
    identifiers,
  }));
  const json = JSON.stringify(rows);
  await db.query(
    `with row as materialized (
       select (r ->> 'id')::uuid as id, (r ->> 'customer')::uuid as customer,
         r -> 'attributes' as attributes, r ->> 'key' as key
       from jsonb_array_elements($1::jsonb) r
     ), customer as (
       insert into chaland.customer (id, created_at, updated_at) select customer, $2, $2 from row
     ), link as (insert into chaland.customer_profile (customer_id, profile_id) select customer, id from row)
     insert into chaland.profile (id, source, key, customer_id, home_id, attributes, created_at, updated_at)
     select id, 'made-up', coalesce(key, id::text), customer, customer, attributes, $2, $2 from row`,
    [json, now],
  );
  await db.query(
    `insert into chaland.profile_identifier (profile_id, kind, value, raw, verified, since)
     select distinct (r ->> 'id')::uuid, i ->> 'kind', i ->> 'value', i ->> 'value', false, $2::timestamptz
     from jsonb_array_elements($1::jsonb) r cross join jsonb_array_elements(r -> 'identifiers') i`,
    [json, now],
  );
  return rows.map(({ id }) => id);
}
