import type { Database } from './database.ts';

/**
 * Makes ready what a process needs in the database, once; a try that failed is forgotten.
 *
 * Inside a unit of work it is done again as part of it, until it is known to be committed. To join somebody else's
 * try there could mean to wait for the very session that this unit of work has, on PGlite for good; and what is
 * done here may still be rolled back.
 * @param work is safe to repeat, and in several processes at once
 */
export function once(db: Database, work: () => Promise<void>): () => Promise<void> {
  let trying: Promise<void> | undefined;
  let done = false;

  async function attempt(): Promise<void> {
    try {
      await work();
      done = true;
    } finally {
      trying = undefined;
    }
  }
  return async () => {
    if (done) return;
    if (db.inTransaction) return work();
    trying ??= attempt();
    return trying;
  };
}
