import type { Principal } from '../../access/principal.ts';
import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';

/** The stores whose customers somebody may see: 'everywhere', or those that have a moment in one of them. */
export type Reach = ReturnType<Principal['storesFor']>;

/** Those of the customers who have a moment in one of the stores. */
export async function visible(
  db: Database,
  ids: readonly string[],
  reach: Reach,
): Promise<ReadonlySet<string>> {
  if (reach === 'everywhere' || ids.length === 0) return new Set(ids);
  const rows = await db.query<{ id: string }>(select, [uuidArray(ids), uuidArray(reach)], {
    name: 'chaland.visible-customers',
  });
  return new Set(rows.map(({ id }) => id));
}

const select = `
  with profile as materialized (
    select customer_id, profile_id, since from chaland.customer_profile where customer_id = any($1::uuid[])
  )
  select distinct customer_id as id from profile
  where exists (
    select from chaland.moment m where m.profile_id = profile.profile_id and m.store_id = any($2::uuid[])
      and (profile.since is null or m.occurred_at >= profile.since))`;
