import type { Trouble } from '../trouble.ts';

/** Milliseconds. */
const minute = 60_000;
const hour = 60 * minute;

/** After so many failures in a row the circuit is open: nobody asks but one try at a time, and that seldom. */
const failuresToOpen = 5;

/** Credentials that are refused don't mend by themselves, and some vendors lock who insists. */
const afterRefusal = 6 * hour;

/**
 * When a pull that failed is tried again: after a minute, and twice as long each time up to an hour, from half of that
 * to all of it, so that connections that failed together don't come back together.
 * @param options.asked when the other side asked to be asked again
 */
export function nextTry(
  kind: Trouble['kind'],
  failures: number,
  { now, random, asked }: { now: Date; random(): number; asked?: Date | undefined },
): { at: Date; opens: boolean } {
  if (kind === 'unauthorized') return { at: new Date(now.getTime() + afterRefusal), opens: true };
  const longest = Math.min(minute * 2 ** (failures - 1), hour);
  const wait = longest * (0.5 + random() / 2);
  const at = Math.max(now.getTime() + wait, asked?.getTime() ?? 0);
  return { at: new Date(at), opens: failures >= failuresToOpen };
}
