import type { Database } from './database.ts';

/**
 * The epoch of this cluster's transaction ids. A dump restored elsewhere carries ids ahead of the new
 * cluster's, so another cluster begins another epoch.
 */
export function checkEpoch(db: Database): Promise<number> {
  return db.transaction(async () => {
    const [row] = await db.query<{ epoch: number }>(
      `insert into chaland.epoch as known (epoch, system_identifier)
       select 1, system_identifier::text from pg_control_system()
       on conflict (only_row) do update set
         epoch = known.epoch + (known.system_identifier <> excluded.system_identifier)::int,
         system_identifier = excluded.system_identifier
       returning epoch`,
    );
    return row!.epoch;
  });
}
