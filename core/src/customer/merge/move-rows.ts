import { sql } from 'kysely';
import { timestamptzArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import type { PersonalData } from '../../data/migration.ts';
import type { Stretch } from './forest.ts';

/** A profile, and whose its rows are over time. */
export interface Placed {
  profileId: string;
  stretches: readonly Stretch[];
}

type Followed = PersonalData & { customer: string; profile: string };

/**
 * Moves the rows that follow their profile, in every table that was ever declared so, also of plugins that were
 * removed. By delete and insert: the key of a family of tables is never updated.
 * @param among the customers that rows may be at now
 */
export async function moveRows(
  db: Database,
  placed: readonly Placed[],
  among: Iterable<string>,
): Promise<void> {
  if (placed.length === 0) return;
  const all = placed.flatMap(({ profileId, stretches }) => stretches.map((one) => ({ profileId, ...one })));
  const last = placed.map(({ profileId, stretches }) => ({
    profileId,
    customerId: stretches.at(-1)!.customerId,
    from: null,
    until: null,
  }));
  const ids = uuidArray([...among]);
  for (const table of await followedTables(db)) {
    const targets = table.declared.time ? all : last;
    await db.query(moving(table), [
      uuidArray(targets.map(({ profileId }) => profileId)),
      uuidArray(targets.map(({ customerId }) => customerId)),
      timestamptzArray(targets.map(({ from }) => from?.getTime() ?? null)),
      timestamptzArray(targets.map(({ until }) => until?.getTime() ?? null)),
      ids,
    ]);
  }
}

interface FollowedTable {
  declared: Followed;
  columns: readonly string[];
}

/** The tables that are there with a customer's and a profile's column, and what can be written in them. */
async function followedTables(db: Database): Promise<FollowedTable[]> {
  const rows = await db.rows<{ declared: Followed; columns: string[] | null }>(sql`
    select entry as declared, (
      select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = to_regclass(entry ->> 'table') and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '') as columns
    from chaland.personal_data, jsonb_array_elements(declaration) as entry
    where entry ->> 'merge' = 'byProfile' and entry ? 'customer' and entry ? 'profile'
    order by entry ->> 'table'`);
  return rows.flatMap(({ declared, columns }) => (columns ? [{ declared, columns }] : []));
}

const quoted = (name: string) =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');

function moving({ declared: { table, customer, profile, time }, columns }: FollowedTable): string {
  const held = time
    ? `and (target.starts is null or t.${quoted(time)} >= target.starts)
       and (target.ends is null or t.${quoted(time)} < target.ends)`
    : '';
  const read = columns.map((column) => (column === customer ? 'moves_to' : quoted(column)));
  return `
    with target as materialized (
      select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
        as t (profile_id, moves_to, starts, ends)
    ), moved as (
      delete from ${quoted(table)} t using target
      where t.${quoted(customer)} = any($5::uuid[]) and t.${quoted(profile)} = target.profile_id
        and t.${quoted(customer)} <> target.moves_to ${held}
      returning t.*, target.moves_to
    )
    insert into ${quoted(table)} (${columns.map(quoted).join(', ')}) overriding system value
    select ${read.join(', ')} from moved`;
}
