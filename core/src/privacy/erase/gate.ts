import type { Database } from '../../data/database.ts';

/** Any number, the same in all processes. */
const gate = 4_269_015;

/**
 * Keeps erasures out until the current transaction ends. Taken by whoever writes what it knows of a person from before:
 * ingest, which finds the profile first and writes its moment later, and subscriptions, which read their page ahead.
 * Without it, what an erasure has just deleted would be written again behind its back.
 */
export const holdOffErasures = `select pg_advisory_xact_lock_shared(${gate})`;

/** Waits for those, then keeps new ones waiting until the erasure has committed. Taken before any other lock. */
export async function enterErasure(db: Database): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(${gate})`);
  await db.query('update chaland.erasure_count set erasures = erasures + 1');
}

/** How many erasures there were: what was read before another one may tell of somebody who is gone. */
export async function erasuresSoFar(db: Database): Promise<number> {
  const [row] = await db.query<{ erasures: number }>('select erasures from chaland.erasure_count', [], {
    name: 'chaland.erasures',
  });
  return row?.erasures ?? 0;
}
