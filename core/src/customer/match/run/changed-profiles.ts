import type { Database } from '../../../data/database.ts';
import { keysOf } from './keys-of.ts';
import { nameOf } from './match-records.ts';
import { readRecords } from './read-records.ts';

/** Of some profiles, those that are new to matching, or are found by something else than before. */
export async function changedProfiles(
  db: Database,
  profileIds: readonly string[],
  country: string,
): Promise<string[]> {
  const read = await readRecords(db, profileIds, country);
  const rows = await db.query<{ id: string; keys: number[]; name: string }>(
    'select profile_id as id, keys, name from chaland.match_record where profile_id = any($1::uuid[])',
    [profileIds],
    { name: 'chaland.match-records-of' },
  );
  const kept = new Map(rows.map((row) => [row.id, row]));
  return read
    .filter((one) => {
      const before = kept.get(one.record.profileId);
      return before?.name !== nameOf(one) || String(before.keys) !== String(keysOf(one.record));
    })
    .map(({ record }) => record.profileId);
}
