import { uuidArray } from '../../../data/binary-array.ts';
import type { Database } from '../../../data/database.ts';

/** Notes profiles to compare. In the order of their ids, so that two who note the same wait instead of deadlocking. */
export async function notePending(db: Database, profileIds: Iterable<string>): Promise<void> {
  await db.query(
    'insert into chaland.match_pending (profile_id) select unnest($1::uuid[]) on conflict do nothing',
    [uuidArray([...new Set(profileIds)].sort())],
    { name: 'chaland.match-note-pending' },
  );
}

/** Takes some of the profiles that were noted, in the current unit of work: who takes others doesn't wait. */
export async function takePending(db: Database, most: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `delete from chaland.match_pending where profile_id = any (array(
       select profile_id from chaland.match_pending order by profile_id limit $1 for update skip locked))
     returning profile_id as id`,
    [most],
    { name: 'chaland.match-take-pending' },
  );
  return rows.map(({ id }) => id);
}
