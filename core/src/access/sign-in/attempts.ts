import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { problem } from '../../http/problem.ts';

/** Something whose failures are counted. */
export interface Counted {
  /** SHA-256 in hex: addresses and e-mails are nobody's business here. */
  key: string;
  /** Failures without a delay; the next one waits a second, and each one after it twice as long. */
  free: number;
  /** Seconds that a delay takes at most. */
  longest: number;
}

/** An account, as somebody at one address tries it: a stranger elsewhere can't lock its owner out. */
export const accountAt = (email: string, address: string | undefined): Counted => ({
  key: hash('sha256', `account ${email} ${network(address)}`, 'hex'),
  free: 5,
  longest: 15 * 60,
});

/** All that comes from one address. Coarse, since a whole shop may stand behind one. */
export const anyAt = (address: string | undefined): Counted => ({
  key: hash('sha256', `address ${network(address)}`, 'hex'),
  free: 50,
  longest: 15 * 60,
});

/** Links to the preference centre that are none, as they are tried at one address. Mail programs cut real ones short. */
export const linksAt = (address: string | undefined): Counted => ({
  key: hash('sha256', `preference links ${network(address)}`, 'hex'),
  free: 20,
  longest: 15 * 60,
});

/** The second factor of a user, wherever it is tried from: only who knows the password comes this far. */
export const secondFactorOf = (user: string): Counted => ({
  key: hash('sha256', `second factor ${user}`, 'hex'),
  free: 5,
  longest: 60 * 60,
});

/** Milliseconds after which failures are forgotten. */
export const attemptsKept = 24 * 60 * 60 * 1_000;

/** A subscriber has a whole /64 of IPv6: its first four groups. */
export function network(address: string | undefined): string {
  if (!address || !isIPv6(address)) return address ?? '';
  const [head = '', tail] = address.split('::');
  const groups = head ? head.split(':') : [];
  const rest = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  return [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...rest].slice(0, 4).join(':');
}

/** Counts the attempt before it is made, so that a hundred at once are not a hundred free ones. */
const count = `
  insert into chaland.sign_in_attempt as a (key, failures, last_at, blocked_until)
  values (decode($1, 'hex'), 1, $2, $2)
  on conflict (key) do update set
    failures = case when a.last_at < $3 then 1 else a.failures + 1 end,
    last_at = $2,
    blocked_until = case when a.last_at < $3 or a.failures < $4 then $2
      else $2::timestamptz + least($5, 2.0 ^ least(a.failures - $4, 20)) * interval '1 second' end
    where a.blocked_until <= $2
  returning 1`;

/**
 * Counts one attempt at each, in the current unit of work.
 * @throws CHL_RATE_LIMITED with Retry-After, so that nothing is counted
 */
export async function countAttempts(
  db: Database,
  now: Date,
  counted: readonly Counted[],
  detail: string,
): Promise<void> {
  const forgotten = new Date(now.getTime() - attemptsKept);
  for (const { key, free, longest } of counted) {
    const taken = await db.query(count, [key, now, forgotten, free, longest]);
    if (taken.length > 0) continue;
    const [row] = await db.query<{ blocked_until: Date }>(
      `select blocked_until from chaland.sign_in_attempt where key = decode($1, 'hex')`,
      [key],
    );
    const seconds = Math.max(1, Math.ceil(((row?.blocked_until.getTime() ?? 0) - now.getTime()) / 1_000));
    throw problem('CHL_RATE_LIMITED', { detail, headers: { 'retry-after': String(seconds) } });
  }
}

/** Attempts to sign in, and how long to wait for the next. */
export function createAttempts({ db, clock }: { db: Database; clock: Clock }) {
  /**
   * Counts an attempt in a transaction of its own: what fails afterwards can't take the count back.
   * @returns what to call when it succeeded after all
   * @throws CHL_RATE_LIMITED with Retry-After, nothing being counted
   */
  return async function attempt(counted: readonly Counted[]): Promise<() => Promise<void>> {
    if (db.inTransaction) throw new Error('an attempt is counted in a transaction of its own');
    const now = clock.now();
    await db.transaction(() => countAttempts(db, now, counted, 'there were too many attempts to sign in'));
    return () =>
      db.transaction(async () => {
        for (const { key } of counted) {
          await db.query(
            `update chaland.sign_in_attempt set failures = failures - 1, blocked_until = least(blocked_until, $2)
             where key = decode($1, 'hex')`,
            [key, now],
          );
        }
        // Whoever gets in has proven who they are: their slips don't count.
        await db.query(`delete from chaland.sign_in_attempt where key = decode($1, 'hex')`, [
          counted[0]?.key,
        ]);
      });
  };
}

export type Attempt = ReturnType<typeof createAttempts>;
