import type { Fate } from './moment.ts';
import type { Prepared } from './prepare.ts';

export interface GroupCommitOptions {
  slot: <T>(work: () => Promise<T>) => Promise<T>;
  /** Runs work outside of the request that happens to start it. */
  outside: <T>(work: () => T) => T;
  write(batch: readonly Prepared[]): Promise<Fate[]>;
  recorded: () => void;
}

/** Moments at most in one transaction. */
const most = 1_000;

/**
 * Records moments that come one by one in common transactions: whatever came while one was under way is the next
 * one. Nobody waits for a timer, so a lone moment is as fast as by itself, and under load a commit is shared.
 */
export function groupCommit({ slot, outside, write, recorded }: GroupCommitOptions) {
  interface Waiting {
    moment: Prepared;
    resolve(fate: Fate): void;
    reject(error: unknown): void;
  }
  let queue: Waiting[] = [];
  let asked = false;

  /** Asks for a slot once for all that is queued by the time it comes. */
  function ask(): void {
    if (asked) return;
    asked = true;
    void outside(() => slot(flush));
  }

  async function flush(): Promise<void> {
    asked = false;
    const batch = queue.slice(0, most);
    queue = queue.slice(most);
    if (queue.length > 0) ask();
    try {
      const fates = await write(batch.map(({ moment }) => moment));
      if (fates.some(({ fate }) => fate === 'recorded')) recorded();
      for (const [index, { resolve }] of batch.entries()) resolve(fates[index]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return (moment: Prepared): Promise<Fate> =>
    new Promise((resolve, reject) => {
      queue.push({ moment, resolve, reject });
      ask();
    });
}
