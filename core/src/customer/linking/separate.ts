import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { uuidv7 } from '../../data/uuid.ts';
import type { HeldProfile } from '../merge/repoint.ts';

export interface QuarantinedKey {
  kind: string;
  value: string;
}

/** Quarantined identifiers by which some may have joined a customer who are not theirs. */
export const toSeparate = (db: Database, limit = 1): Promise<QuarantinedKey[]> =>
  db.query<QuarantinedKey>(
    `select kind, value from chaland.identifier where quarantined_at is not null and separated_at is null
     order by kind, value limit $1`,
    [limit],
    { name: 'chaland.to-separate' },
  );

/** Who answers for an identifier. */
export const holderOf = async (
  db: Database,
  { kind, value }: QuarantinedKey,
): Promise<{ homeId: string; customerId: string } | undefined> =>
  (
    await db.query<{ homeId: string; customerId: string }>(
      `select p.home_id as "homeId", p.customer_id as "customerId"
       from chaland.identifier i join chaland.profile p on p.id = i.profile_id where i.kind = $1 and i.value = $2`,
      [kind, value],
    )
  )[0];

/**
 * Gives everybody who joined a customer by an identifier a home of their own, and those who joined through them go
 * along. The customers' and profiles' locks are the caller's, and so is the pointing.
 * @returns who moved, at their new home
 */
export async function foundOwnHomes(
  db: Database,
  { kind, value }: QuarantinedKey,
  { homeId, customerId }: { homeId: string; customerId: string },
  now: Date,
): Promise<HeldProfile[]> {
  const profiles = await db.query<{ id: string; via: string | null; joined: boolean }>(
    `select p.id, p.joined_via as via, p.joined_by = $3 and exists (
       select from chaland.profile_identifier i where i.profile_id = p.id and i.kind = $3 and i.value = $4) as joined
     from chaland.customer_profile mine join chaland.profile p on p.id = mine.profile_id
     where mine.customer_id = $1::uuid and p.home_id = $2::uuid order by p.id`,
    [customerId, homeId, kind, value],
  );
  const homes = new Map(profiles.filter(({ joined }) => joined).map(({ id }) => [id, uuidv7(now.getTime())]));
  const via = new Map(profiles.map((profile) => [profile.id, profile.via]));
  const homeOf = (id: string): string | undefined => {
    for (let at: string | null | undefined = id; at; at = via.get(at)) {
      const home = homes.get(at);
      if (home) return home;
    }
    return undefined;
  };
  const moved = profiles.flatMap(({ id }) => {
    const home = homeOf(id);
    return home ? [{ id, homeId: home, customerId }] : [];
  });
  if (moved.length === 0) return moved;
  await db.query(
    `insert into chaland.customer (id, created_at, updated_at) select id, $2, $2 from unnest($1::uuid[]) as t (id)`,
    [uuidArray([...homes.values()]), now],
  );
  await db.query(
    `update chaland.profile p set home_id = t.home_id,
       joined_via = case when p.id = any($3::uuid[]) then null else p.joined_via end,
       joined_by = case when p.id = any($3::uuid[]) then null else p.joined_by end
     from unnest($1::uuid[], $2::uuid[]) as t (id, home_id) where p.id = t.id`,
    [
      uuidArray(moved.map(({ id }) => id)),
      uuidArray(moved.map((profile) => profile.homeId)),
      uuidArray([...homes.keys()]),
    ],
  );
  return moved;
}

export const markSeparated = async (
  db: Database,
  { kind, value }: QuarantinedKey,
  now: Date,
): Promise<void> => {
  await db.query('update chaland.identifier set separated_at = $3 where kind = $1 and value = $2', [
    kind,
    value,
    now,
  ]);
};
