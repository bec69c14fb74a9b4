import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';

/**
 * Removes deliveries of a connection that ends, with their keys. Called until nothing is left.
 * @returns how many were removed
 */
export async function removeDeliveries(db: Database, connectionId: string, most: number): Promise<number> {
  return db.transaction(async () => {
    const rows = await db.query<{ id: string }>(
      `delete from chaland.delivery where id in
         (select id from chaland.delivery where connection_id = $1 order by state, id limit $2)
       returning id`,
      [connectionId, most],
    );
    await db.query('delete from chaland.delivery_profile where delivery_id = any($1::uuid[])', [
      uuidArray(rows.map(({ id }) => id)),
    ]);
    return rows.length;
  });
}
