import { textArray, timestamptzArray, uuidArray } from '../../../data/binary-array.ts';
import type { Database } from '../../../data/database.ts';
import type { ReadRecord } from './read-records.ts';

/** The name that is looked up where nothing else finds anybody. */
export const nameOf = ({ record: { firstName, lastName } }: ReadRecord) => `${firstName} ${lastName}`.trim();

/** Keeps what new and changed profiles are found by; rows that say it already aren't written. */
export async function keepMatchRecords(
  db: Database,
  read: readonly ReadRecord[],
  keys: readonly (readonly number[])[],
): Promise<void> {
  await db.query(
    `insert into chaland.match_record as old (profile_id, keys, name, updated_at)
     select t.id, t.keys::bigint[], t.name, t.updated_at
     from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) as t (id, keys, name, updated_at)
     on conflict (profile_id) do update
     set keys = excluded.keys, name = excluded.name, updated_at = excluded.updated_at
     where (old.keys, old.name, old.updated_at) is distinct from (excluded.keys, excluded.name, excluded.updated_at)`,
    [
      uuidArray(read.map(({ record }) => record.profileId)),
      textArray(keys.map((some) => `{${some.join()}}`)),
      textArray(read.map(nameOf)),
      timestamptzArray(read.map(({ updatedAt }) => updatedAt.getTime())),
    ],
    { name: 'chaland.keep-match-records' },
  );
}
