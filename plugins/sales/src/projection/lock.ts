import type { Database } from '@chaland/core';

/**
 * Held to the end of the transaction by whoever writes facts: an addition in the middle of a recompute would
 * count twice. Taken after the profiles' mapping rows, never before.
 */
export async function lockFacts(db: Database): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('sales.facts', 0))`);
}
