import { setTimeout as pause } from 'node:timers/promises';
import { type Bell, createBell } from '../bell.ts';
import { errorText } from '../error-text.ts';
import type { Log } from '../log.ts';

/** Between two looks where nobody rings: a run may be due by the clock, or come from another process. Milliseconds. */
const poll = 1_000;
const longestError = 5_000;

export interface Work {
  bell: Bell;
  /** Ends once what is under way is done. */
  stop(): Promise<void>;
}

/**
 * Does `one` for as long as it finds something, then waits for the bell or the next poll. Errors don't end it.
 * @param what the log calls it
 */
export function work(one: () => Promise<boolean>, log: Log, what = 'jobs'): Work {
  const bell = createBell();
  const stopping = new AbortController();
  let errors = 0;

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const found = await one();
        errors = 0;
        if (!found) await bell.wait(poll);
      } catch (error) {
        const wait = Math.min(100 * 2 ** errors++, longestError);
        log.error({ error: errorText(error), wait }, `${what} interrupted`);
        await pause(wait, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }
  const finished = loop();
  return {
    bell,
    async stop() {
      stopping.abort();
      bell.ring();
      await finished;
    },
  };
}
