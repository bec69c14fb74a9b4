import type { Database } from '../../../data/database.ts';

/** The state of every delivery, by the other side's id. */
export async function deliveryStatesOf(db: Database): Promise<Record<string, string>> {
  const rows = await db.query<{ key: string; state: string }>(
    'select key, state from chaland.delivery order by key',
  );
  return Object.fromEntries(rows.map(({ key, state }) => [key, state]));
}
