import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { clusterOf, readBelow } from './forest.ts';
import type { DecidedBy, Merge } from './merge.ts';

const columns = `
  id, kind, loser_id as "loserId", survivor_id as "survivorId", rule, reason #>> '{}' as reason, evidence, choices,
  window_start as "windowStart", made_by as "madeBy", made_at as "madeAt", undone_by as "undoneBy",
  undone_reason as "undoneReason", undone_at as "undoneAt", erased_at as "erasedAt"`;

export const readMerge = async (db: Database, id: string): Promise<Merge | undefined> =>
  (
    await db.query<Merge>(`select ${columns} from chaland.merge where id = $1::uuid`, [id], {
      name: 'chaland.merge',
    })
  )[0];

interface Page {
  after?: string | undefined;
  limit: number;
}

/** The latest first; ids tell the order. */
export const listMerges = (db: Database, { after, limit }: Page): Promise<Merge[]> =>
  db.query<Merge>(
    `select ${columns} from chaland.merge where $1::uuid is null or id < $1::uuid order by id desc limit $2`,
    [after ?? null, limit],
  );

/** Those that a customer, or who was merged into them, has been part of. */
export async function mergesOf(db: Database, customerId: string, { after, limit }: Page): Promise<Merge[]> {
  const cluster = clusterOf(await readBelow(db, [customerId]), customerId);
  return db.query<Merge>(
    `with mine as materialized (
       select id from chaland.merge where loser_id = any($1::uuid[])
       union select id from chaland.merge where survivor_id = any($1::uuid[])
     )
     select ${columns} from chaland.merge
     where id in (select id from mine) and ($2::uuid is null or id < $2::uuid) order by id desc limit $3`,
    [uuidArray([...cluster]), after ?? null, limit],
  );
}

export async function insertMerge(db: Database, merge: Merge): Promise<void> {
  const { id, kind, loserId, survivorId, rule, reason, evidence, choices, windowStart, madeBy, madeAt } =
    merge;
  await db.query(
    `insert into chaland.merge
       (id, kind, loser_id, survivor_id, rule, reason, evidence, choices, window_start, made_by, made_at)
     values ($1, $2, $3, $4, $5, to_jsonb($6::text), $7::jsonb, $8::jsonb, $9, $10::jsonb, $11)`,
    [
      id,
      kind,
      loserId,
      survivorId,
      rule,
      reason,
      evidence === null || evidence === undefined ? null : JSON.stringify(evidence),
      choices ? JSON.stringify(choices) : null,
      windowStart,
      JSON.stringify(madeBy),
      madeAt,
    ],
  );
}

export async function markUndone(
  db: Database,
  id: string,
  { by, reason, at }: { by: DecidedBy; reason: string | null; at: Date },
): Promise<void> {
  await db.query(
    `update chaland.merge set undone_by = $2::jsonb, undone_reason = $3, undone_at = $4 where id = $1::uuid`,
    [id, JSON.stringify(by), reason, at],
  );
}

/** Says that two customers are two persons: nothing merges them by itself any more. */
export async function markNotSame(
  db: Database,
  pairs: readonly (readonly [string, string])[],
  { by, reason, at }: { by: DecidedBy; reason: string | null; at: Date },
): Promise<void> {
  const ordered = pairs.map(([a, b]) => (a < b ? [a, b] : [b, a]) as [string, string]);
  await db.query(
    `insert into chaland.not_same (customer_id, other_id, reason, made_by, made_at)
     select a, b, $3, $4::jsonb, $5 from unnest($1::uuid[], $2::uuid[]) as t (a, b) order by a, b
     on conflict do nothing`,
    [
      uuidArray(ordered.map(([a]) => a)),
      uuidArray(ordered.map(([, b]) => b)),
      reason,
      JSON.stringify(by),
      at,
    ],
  );
}
