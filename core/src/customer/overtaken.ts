import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../data/database.ts';
import { problem } from '../http/problem.ts';

/** A merge or an erasure came between reading and writing: everything is to be looked at again. */
export class Overtaken extends Error {}

const maxAttempts = 6;

/**
 * Runs work that may be overtaken in a transaction, and again where it was.
 * @throws CHL_UNAVAILABLE where it keeps being overtaken; and at once inside another's unit of work, where what was
 * read before stays: that one is to try again
 */
export async function unlessOvertaken<T>(db: Database, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      if (db.inTransaction || attempt === maxAttempts) throw problem('CHL_UNAVAILABLE', { cause: error });
      await pause(Math.random() * 2 ** attempt * 5);
    }
  }
}
