import { textArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';

/** What keeps two customers from being merged by itself; a person may still decide it. */
export type Block = { why: 'not-same' } | { why: 'differing'; kind: string };

/**
 * Whether somebody said that these are two persons, or both have a verified identifier of a kind that a person has
 * once, a loyalty card, and not the same one.
 * @param clusters who each of them is, with everybody merged into them
 * @param customers the two, as they are now
 */
export async function blockOf(
  db: Database,
  clusters: readonly [Iterable<string>, Iterable<string>],
  [one, other]: readonly [string, string],
  onceKinds: readonly string[],
): Promise<Block | undefined> {
  const [ones, others] = clusters.map((cluster) => uuidArray([...cluster]));
  const said = await db.query(
    `select 1 from chaland.not_same where customer_id = any($1::uuid[]) and other_id = any($2::uuid[])
     union all
     select 1 from chaland.not_same where customer_id = any($2::uuid[]) and other_id = any($1::uuid[]) limit 1`,
    [ones, others],
    { name: 'chaland.not-same' },
  );
  if (said.length > 0) return { why: 'not-same' };
  const [differing] = await db.query<{ kind: string }>(
    `with verified as materialized (
       select distinct mine.customer_id, i.kind, i.value
       from chaland.customer_profile mine
         join chaland.profile_identifier i on i.profile_id = mine.profile_id
       where mine.customer_id in ($1::uuid, $2::uuid) and i.kind = any($3::text[]) and i.verified and i.until is null
     )
     select kind from verified group by kind
     having count(distinct customer_id) = 2 and count(distinct value) = count(*) limit 1`,
    [one, other, textArray(onceKinds)],
    { name: 'chaland.differing' },
  );
  return differing && { why: 'differing', kind: differing.kind };
}

/** @throws CHL_MERGE_BLOCKED */
export async function refuseBlocked(...[db, clusters, customers, onceKinds]: Parameters<typeof blockOf>) {
  const block = await blockOf(db, clusters, customers, onceKinds);
  if (!block) return;
  throw problem('CHL_MERGE_BLOCKED', {
    detail:
      block.why === 'not-same'
        ? 'somebody said that they are not the same person'
        : `each has a verified ${block.kind} of their own`,
  });
}
