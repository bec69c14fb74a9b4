import { hash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { countAttempts, network } from './sign-in/attempts.ts';

/** Something that strangers may repeat, but not without end. */
export interface Tried {
  /** What it is, told apart from everything else, such as `sales claim 0199…`. Only a digest of it is kept. */
  what: string;
  /** Who tries, where each address counts by itself; of IPv6 the /64. */
  address?: string | undefined;
  /** Tries without a delay; the next one waits a second, and each one after it twice as long. */
  free: number;
  /** Seconds that a delay takes at most. */
  longest: number;
}

/**
 * Counts a try at each of these. They are forgotten a day after the last one. In a unit of work that fails they are taken
 * back with it; outside of one they stay, whatever follows.
 * @throws CHL_RATE_LIMITED with Retry-After; nothing is counted then
 */
export function limitTries(
  { db, clock }: { db: Database; clock: Clock },
  tried: readonly Tried[],
): Promise<void> {
  const counted = tried.map(({ what, address, free, longest }) => ({
    key: hash('sha256', `tried ${what}${address === undefined ? '' : ` ${network(address)}`}`, 'hex'),
    free,
    longest,
  }));
  return db.transaction(() => countAttempts(db, clock.now(), counted, 'this was tried too often'));
}
