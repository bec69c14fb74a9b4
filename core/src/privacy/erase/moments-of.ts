import { textArray, uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { declaredTables } from '../declared-tables.ts';
import type { EraseParts } from './erase.ts';
import { eraseMoments, type MomentSelection } from './erase-moments.ts';
import { eraseRows } from './erase-rows.ts';
import { createNobody } from './nobody.ts';

/**
 * Erases moments as their types say, and what plugins made of them, in the caller's transaction and under its locks.
 * @returns how many moments were erased
 */
export async function eraseMomentsOf(
  { db, types }: Pick<EraseParts, 'db' | 'types'>,
  selection: MomentSelection,
  customerIds: readonly string[],
): Promise<number> {
  const { profileIds, before, types: only } = selection;
  const found = await db.query<{ id: string }>(
    `select id from chaland.moment
     where profile_id = any($1::uuid[]) and ($2::timestamptz is null or occurred_at < $2)
       and ($3::jsonb is null or $3::jsonb ? type)`,
    [uuidArray(profileIds), before ?? null, only ? JSON.stringify(only) : null],
  );
  const momentIds = found.map(({ id }) => id);
  if (momentIds.length === 0) return 0;
  const nobody = createNobody();
  await eraseMoments(db, types, selection, nobody);
  for (const declared of await declaredTables(db)) {
    const { moment, profile, customer, erase } = declared.entry;
    if (!moment || erase === 'own' || !(profile || customer)) continue;
    await eraseRows(db, declared, { customerIds, profileIds, momentIds }, nobody);
  }
  return momentIds.length;
}

/** The keys of moments that erasing deletes; those that stay anonymised keep theirs, so that nothing counts twice. */
export async function keysToForget(
  { db, types }: Pick<EraseParts, 'db' | 'types'>,
  source: string,
  profileIds: readonly string[],
): Promise<string[]> {
  const staying = types.all().flatMap(({ type, erase }) => (typeof erase === 'function' ? [type] : []));
  const rows = await db.query<{ key: string }>(
    `select source_key as key from chaland.moment
     where profile_id = any($1::uuid[]) and source = $2 and not ($3::jsonb ? type)`,
    [uuidArray(profileIds), source, JSON.stringify(staying)],
  );
  return rows.map(({ key }) => key);
}

/** Whoever tells it again tells something new. */
export async function forgetMomentKeys(db: Database, source: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await db.query(
    `delete from chaland.moment_key where source = $1 and source_key in (select unnest($2::text[]))`,
    [source, textArray(keys)],
  );
}
