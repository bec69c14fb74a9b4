import { uuidArray } from '../../data/binary-array.ts';
import type { Database } from '../../data/database.ts';
import { clusterOf, readBelow } from '../merge/forest.ts';
import { holdCustomers } from '../merge/hold.ts';
import type { DecidedBy } from '../merge/merge.ts';
import { markNotSame } from '../merge/merge-store.ts';

/** Notes that two customers, with everybody who was merged into them, are two persons. */
export function dismiss(
  db: Database,
  [a, b]: readonly [string, string],
  said: { by: DecidedBy; reason: string | null; at: Date },
): Promise<void> {
  return db.transaction(async () => {
    await holdCustomers(db, [a, b]);
    const forest = await readBelow(db, [a, b]);
    const others = [...clusterOf(forest, b)];
    await markNotSame(
      db,
      [...clusterOf(forest, a)].flatMap((one) => others.map((other) => [one, other] as const)),
      said,
    );
  });
}

/** Who customers are now: themselves, or the ones that they were merged into; who isn't there is absent. */
export async function whoIs(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; now: string }>(
    'select id, coalesce(merged_into, id) as now from chaland.customer where id = any($1::uuid[])',
    [uuidArray(ids)],
  );
  return new Map(rows.map(({ id, now }) => [id, now]));
}
