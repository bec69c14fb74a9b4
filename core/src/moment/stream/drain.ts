import { setTimeout as pause } from 'node:timers/promises';
import { problem } from '../../http/problem.ts';
import type { Reader } from './reader.ts';
import { horizonHolder } from './status.ts';

interface Options {
  /** Told after every batch: the moments that were handed over in it. */
  handled: (moments: number) => void;
  signal?: AbortSignal | undefined;
}

/** Milliseconds for which a drain waits for transactions of others. */
const patience = 30_000;

/** Between two looks at what others are doing, in milliseconds. */
const interval = 5;

/**
 * Takes a subscription to the end of what is there, with the retries that are due. Where another process is at
 * it, or a transaction has still to commit, this waits for them.
 * @returns whether it found anything to do
 */
export async function drain(reader: Reader, { handled, signal }: Options): Promise<boolean> {
  let found = false;
  let waitingSince = performance.now();
  while (!signal?.aborted) {
    const step = await reader.step();
    if (step.handled > 0) {
      found = true;
      waitingSince = performance.now();
      handled(step.handled);
      continue;
    }
    if (step.next === 'more') continue;
    if (step.next === 'paused') return found;
    if (step.next === 'idle') {
      if ((await reader.retry()) === 0) return found;
      found = true;
      continue;
    }
    if (step.next === 'unsettled' && performance.now() - waitingSince > patience) {
      const { db, subscriber } = reader.subscription;
      const holder = await horizonHolder(db);
      throw problem('CHL_STREAM_HELD', {
        detail: `subscription "${subscriber.id}": ${holder ?? 'unknown who'}`,
      });
    }
    await pause(interval);
  }
  return found;
}
