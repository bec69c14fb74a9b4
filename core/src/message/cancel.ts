import type { Clock } from '../clock.ts';
import { textArray } from '../data/binary-array.ts';
import type { Database } from '../data/database.ts';

/** Takes back what a plugin requested and nobody claimed yet. @returns how many */
export async function cancelMessages(
  db: Database,
  clock: Clock,
  plugin: string,
  keys: readonly string[],
): Promise<number> {
  if (keys.length === 0) return 0;
  const rows = await db.query(
    `update chaland.message m set state = 'cancelled', ended_at = $3
     from chaland.message_key k
     where k.plugin = $1 and k.key = any($2::text[])
       and m.profile_id = k.profile_id and m.id = k.message_id and m.state = 'requested'
     returning m.id`,
    [plugin, textArray(keys), clock.now()],
    { name: 'chaland.cancel-messages' },
  );
  return rows.length;
}
