import type { Database } from '../../data/database.ts';

/** What went wrong in a handler, however odd the thing that it threw. */
export type Failure = { error: unknown };

/**
 * Runs a handler so that its failure undoes what it wrote and nothing else of the unit of work.
 *
 * What the database does to us is no failure of a moment and is thrown: a deadlock, which the unit of work
 * repeats, and a lost session, which shows in that not even the savepoint can be rolled back to.
 */
export async function attempt(db: Database, handle: () => Promise<void>): Promise<Failure | undefined> {
  await db.query('savepoint handler');
  try {
    await handle();
    // Fails where the handler swallowed an error of the database: what it wrote since would be lost in silence.
    await db.query('release savepoint handler');
    return undefined;
  } catch (error) {
    if (isRepeatable(error)) throw error;
    await db.query('rollback to savepoint handler');
    await db.query('release savepoint handler');
    return { error };
  }
}

const repeatable = new Set(['40P01', '40001']);

/** A deadlock or a serialization failure: the unit of work repeats it. */
export const isRepeatable = (error: unknown): boolean =>
  repeatable.has((error as { code?: string } | null)?.code ?? '');
