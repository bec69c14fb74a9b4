import type { ConsentState } from '../consents.ts';

/** What was said, as the model remembers it: everything, in the order in which it was recorded. */
export interface Said {
  profile: string;
  purpose: string;
  brand: string | null;
  channel: string | null;
  contact: string | null;
  state: ConsentState;
  at: number;
  expiresAt: number | null;
}

/** Two profiles that are one person since then. */
export interface Joined {
  profiles: readonly [string, string];
  at: number;
}

export interface Asked {
  /** The customer's profiles. */
  profiles: readonly string[];
  purpose: string;
  brand: string | null;
  channel: string;
  contact: string;
  /** Whether the contact answers for the customer. */
  held: boolean;
  now: number;
}

/**
 * Whether a person may be written to, read off the rules one by one and from everything that was ever said. It keeps no
 * state and knows no tables: slow, and plain enough to be seen right.
 */
export function mayReach(said: readonly Said[], joined: readonly Joined[], asked: Asked): boolean {
  const { profiles, purpose, brand, channel, contact, held, now } = asked;
  if (!held) return false;
  const about = said
    .map((one, order) => ({ ...one, order }))
    .filter((one) => one.purpose === purpose)
    .filter((one) => one.brand === null || one.brand === brand)
    .filter((one) => one.channel === null || one.channel === channel)
    .filter((one) => one.contact === null || one.contact === contact);
  const later = (a: { at: number; order: number }, b: { at: number; order: number }) =>
    a.at > b.at || (a.at === b.at && a.order > b.order);

  const forReceipts = said.some(
    (one) => one.purpose === 'e-receipt' && one.contact === contact && one.state !== 'refused',
  );
  const isNo = (one: Said) => one.state === 'refused' || one.state === 'withdrawn';
  // The last word of each profile.
  const words = profiles.flatMap((profile) => {
    const own = about
      .filter((one) => one.profile === profile)
      // An address for receipts is opened only by its name.
      .filter((one) => !(forReceipts && purpose !== 'e-receipt' && one.contact === null && !isNo(one)));
    return own.filter((one) => !own.some((other) => later(other, one)));
  });
  const yes = words.filter(
    (one) => one.state === 'granted' && (one.expiresAt === null || one.expiresAt > now),
  );
  const oneSince = (a: string, b: string) =>
    joined.find(({ profiles: [x, y] }) => (x === a && y === b) || (x === b && y === a))?.at ??
    Number.NEGATIVE_INFINITY;
  const beaten = (no: Said) =>
    yes.some((one) => one.at > no.at && one.at > oneSince(one.profile, no.profile));
  if (words.filter(isNo).some((no) => !beaten(no))) return false;

  // Whoever withdrew an address, and has not said otherwise of it since.
  const others = about.filter((one) => !profiles.includes(one.profile) && one.contact === contact);
  const lastOfScope = others.filter(
    (one) =>
      !others.some(
        (other) =>
          other.profile === one.profile &&
          other.brand === one.brand &&
          other.channel === one.channel &&
          later(other, one),
      ),
  );
  const bound = Math.max(...lastOfScope.filter(({ state }) => state === 'withdrawn').map(({ at }) => at));
  return yes.some(({ at }) => at > bound);
}
