import { timestamptzArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { type Forest, rootOf, stretchesOf } from './forest.ts';
import { moveRows } from './move-rows.ts';

export interface HeldProfile {
  id: string;
  homeId: string;
  customerId: string;
}

/**
 * Points profiles, and the ids of who was merged away, to where the merges that stand lead, and moves the rows
 * that follow the profiles. Whoever calls it holds the profiles' and customers' locks.
 * @param homes every customer below or above which a merge has come or gone
 * @returns the profiles that moved
 */
export async function repoint(
  db: Database,
  profiles: readonly HeldProfile[],
  homes: Iterable<string>,
  forest: Forest,
  now: Date,
) {
  const placed = profiles.map(({ id, homeId, customerId }) => {
    const stretches = stretchesOf(forest, homeId);
    const { customerId: to, from: since } = stretches.at(-1)!;
    return { profileId: id, from: customerId, to, since, stretches };
  });
  const ids = [...homes];
  const profileIds = uuidArray(placed.map(({ profileId }) => profileId));
  const owners = uuidArray(placed.map(({ to }) => to));
  const since = timestamptzArray(placed.map((one) => one.since?.getTime() ?? null));
  await db.query(
    `update chaland.profile p set customer_id = t.customer_id, since = t.since
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as t (id, customer_id, since) where p.id = t.id`,
    [profileIds, owners, since],
  );
  await db.query(
    `delete from chaland.customer_profile where customer_id = any($1::uuid[]) and profile_id = any($2::uuid[])`,
    [uuidArray([...new Set([...ids, ...placed.map(({ from }) => from)])]), profileIds],
  );
  await db.query(
    `insert into chaland.customer_profile (customer_id, profile_id, since)
     select customer_id, id, since from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as t (id, customer_id, since)`,
    [profileIds, owners, since],
  );
  const moved = ids.map((id) => [id, rootOf(forest, id)] as const);
  await db.query(
    // The name is set to itself: PostgreSQL 18 reads all generated columns' expressions anew for each row, and keeps
    // the memory until the end, in an update that needs none of them.
    `update chaland.customer c
     set merged_into = t.root_id, version = c.version + 1, updated_at = $3, search_name = c.search_name
     from unnest($1::uuid[], $2::uuid[]) as t (id, root_id)
     where c.id = t.id and c.merged_into is distinct from t.root_id`,
    [
      uuidArray(moved.map(([id]) => id)),
      uuidArray(moved.map(([id, root]) => (root === id ? null : root))),
      now,
    ],
  );
  await moveRows(db, placed, ids);
  return placed.map(({ profileId, from, to, since }) => ({
    profileId,
    from,
    to,
    ...(since ? { since } : {}),
  }));
}
