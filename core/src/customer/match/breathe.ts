import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which others get a turn. */
const longestTurn = 15;

/**
 * Lets a long computation share its process: awaited often, it gives way to whoever waits, but only once in a while.
 * @example const breathe = breather(); for (const pair of pairs) { compare(pair); if (breathe.due()) await breathe.now(); }
 */
export function breather(): { due(): boolean; now(): Promise<void> } {
  let calls = 0;
  let begun = performance.now();
  return {
    due: () => (++calls & 63) === 0 && performance.now() - begun > longestTurn,
    async now() {
      await setImmediate();
      begun = performance.now();
    },
  };
}
