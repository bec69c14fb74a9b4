import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';

export interface CustomerRecord {
  id: string;
  version: number;
  /** The customer that this one was merged into. */
  mergedInto: string | null;
  /** The whole record as JSON text, put together by the database. */
  body: string;
}

/** Customers with their profiles, in one statement and in the order of the ids; the texts go out as they are. */
export async function readRecords(
  db: Database,
  ids: readonly string[],
): Promise<(CustomerRecord | undefined)[]> {
  const rows = await db.query<CustomerRecord>(select, [uuidArray(ids)], { name: 'chaland.customers' });
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id.toLowerCase()));
}

export const readRecord = async (db: Database, id: string): Promise<CustomerRecord | undefined> =>
  (await readRecords(db, [id]))[0];

/** Possible duplicates are counted up to this many. */
export const countedDuplicates = 100;

const time = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const identifiers = `coalesce((
  select json_agg(json_build_object(
    'kind', i.kind, 'value', i.value, 'raw', i.raw, 'verified', i.verified, 'since', ${time('i.since')}, 'source', p.source
  ) order by i.since, i.kind, i.value)
  from chaland.profile_identifier i where i.profile_id = p.id and i.until is null), '[]'::json)`;

/**
 * `offset 0` keeps the look-up of a profile by its key: on tables that were just filled, before their statistics
 * are, a join would be planned as a scan of all profiles.
 */
const profiles = `coalesce((
  select json_agg(json_build_object(
    'id', p.id, 'source', p.source, 'key', p.key, 'attributes', p.attributes,
    'createdAt', ${time('p.created_at')}, 'updatedAt', ${time('p.updated_at')}, 'identifiers', ${identifiers}
  ) order by p.id)
  from chaland.customer_profile mine
    cross join lateral (select * from chaland.profile where id = mine.profile_id offset 0) p
  where mine.customer_id = c.id), '[]'::json)`;

/** Who the customer is by themselves, and who was merged into them: pairs speak of these. */
const homes = `case when exists (
    select from chaland.merge m where m.survivor_id = c.id and m.undone_at is null
  ) then array(
    select p.home_id from chaland.customer_profile mine join chaland.profile p on p.id = mine.profile_id
    where mine.customer_id = c.id
    union select c.id
  ) else array[c.id] end`;

const duplicates = `(
  select count(*)::int from (
    select distinct coalesce(other.merged_into, other.id)
    from (
      select d.customer_id as home_id, d.other_id as id from chaland.possible_duplicate d where d.customer_id = any(home.ids)
      union select d.other_id, d.customer_id from chaland.possible_duplicate d where d.other_id = any(home.ids)
    ) pair cross join lateral (
      select id, merged_into from chaland.customer where id = pair.id offset 0
    ) other
    where coalesce(other.merged_into, other.id) <> c.id and not exists (
      select from chaland.not_same n
      where n.customer_id = least(pair.home_id, pair.id) and n.other_id = greatest(pair.home_id, pair.id))
    limit ${countedDuplicates}) others)`;

/**
 * `(select $1)` hides how many are asked for. PostgreSQL would see that they are few, and plan anew each time for so
 * many, which costs more than the rows.
 */
const select = `
  select c.id, c.version, c.merged_into as "mergedInto", json_build_object(
    'id', c.id, 'displayName', c.display_name, 'attributes', c.attributes, 'version', c.version,
    'createdAt', ${time('c.created_at')}, 'updatedAt', ${time('c.updated_at')},
    'profiles', ${profiles}, 'possibleDuplicates', ${duplicates})::text as body
  from unnest((select $1::uuid[])) as asked (id)
    cross join lateral (select * from chaland.customer where id = asked.id offset 0) c
    cross join lateral (select ${homes} as ids offset 0) home`;
