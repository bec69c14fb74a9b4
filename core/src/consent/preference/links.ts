import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type Clock, systemClock } from '../../clock.ts';
import { problem } from '../../http/problem.ts';
import type { SecretKey } from '../../setting/secret-key.ts';
import type { ContactPoint } from '../contact-point.ts';
import { openToken, signToken, type TokenContent } from './link-token.ts';

/** Whose link it is. */
export interface LinkTarget {
  /** A profile that says it has the contact point. The link follows it through merges and their undoing. */
  profileId: string;
  /** Where the link is sent; null for one that is handed over, as by a seller. */
  contactPoint: ContactPoint | null;
}

/** What a one-click link ends. */
export interface UnsubscribeTarget extends LinkTarget {
  contactPoint: ContactPoint;
  purpose: string;
  channel: string;
  /** A brand's code; null for the controller as a whole. */
  brand?: string | null;
}

/** A link to send or show. Whoever has it can act with it: keep it out of logs. */
export interface PreferenceLink {
  url: string;
  expiresAt: Date;
}

/** What a token that holds is good for. */
export type OpenedLink = {
  profileId: string;
  expiresAt: Date;
  /** Whether the link was made for this contact point. In constant time. */
  isFor(contactPoint: ContactPoint): boolean;
} & (
  | { use: 'preferences' /** Whether it was made for a contact point at all. */; hasContact: boolean }
  | { use: 'unsubscribe'; purpose: string; channel: string; brand: string | null }
);

const day = 24 * 60 * 60 * 1_000;

/**
 * Milliseconds that links are good for. Ending something must work from an old message too; what shows a
 * person's choices and changes all of them is open for a shorter time.
 */
const lifetimes: Record<TokenContent['use'], number> = { preferences: 90 * day, unsubscribe: 3 * 365 * day };

const nobody = Buffer.alloc(16);

/** Keys apart from each other and from everything else that the deployment's key protects (RFC 5869). */
const derived = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `chaland preference link ${purpose}`, 32));

/**
 * Makes and reads the links to the preference centre. They hold all that they need, so nothing is stored.
 * @param origin `https://crm.example.com`, where browsers find the deployment
 * @example
 * const links = createLinks({ key: secretKey(config.secretKey), origin: 'https://crm.example.com' });
 * links.unsubscribe({ profileId, contactPoint, purpose: 'marketing', channel: 'email' }).url;
 */
export function createLinks({
  key,
  origin,
  clock = systemClock,
}: {
  key: SecretKey;
  origin: string | undefined;
  clock?: Clock;
}) {
  const contactOf = (secret: Buffer, { kind, value }: ContactPoint): Buffer =>
    createHmac('sha256', derived(secret, 'contact')).update(`${kind}\0${value}`).digest().subarray(0, 16);

  function make(
    use: TokenContent['use'],
    { profileId, contactPoint }: LinkTarget,
    scope: readonly string[],
    at: string | undefined,
  ): PreferenceLink {
    if (!at) {
      throw problem('CHL_CONFIG_INVALID', {
        detail: 'a link to the preference centre needs the address of this deployment',
        mend: 'Set http.origin in chaland.config.ts, such as https://crm.example.com',
      });
    }
    const secret = key.toWrite();
    const contact = contactPoint ? contactOf(secret, contactPoint) : nobody;
    const expiresAt = new Date(Math.floor((clock.now().getTime() + lifetimes[use]) / 1_000) * 1_000);
    const token = signToken(derived(secret, 'token'), { use, profileId, contact, expiresAt, scope });
    return { url: `${at}/${use}/${token}`, expiresAt };
  }

  return {
    /**
     * The page where a person sees and changes what they agreed to.
     * @param at the origin to use instead, such as a request's own
     * @throws CHL_CONFIG_INVALID where the deployment does not know its address, CHL_SECRET_KEY_MISSING
     */
    preferences: (target: LinkTarget, at = origin): PreferenceLink => make('preferences', target, [], at),

    /**
     * The page that ends one purpose on one channel; also the address of `List-Unsubscribe` (RFC 8058).
     * @throws CHL_CONFIG_INVALID where the deployment does not know its address, CHL_SECRET_KEY_MISSING
     */
    unsubscribe: (target: UnsubscribeTarget, at = origin): PreferenceLink =>
      make('unsubscribe', target, [target.purpose, target.channel, target.brand ?? ''], at),

    /** What a page may call a contact point by: the same each time, and nothing to anybody without the key. */
    refer: (contactPoint: ContactPoint): string =>
      contactOf(key.toRead(), contactPoint).toString('base64url'),

    /**
     * What a token is good for.
     * @returns why not, where it isn't: `forged` by nobody who has the key, cut short or changed on the way
     * @throws CHL_SECRET_KEY_MISSING
     */
    open(token: string): OpenedLink | 'forged' | 'expired' {
      const secret = key.toRead();
      const content = openToken(derived(secret, 'token'), token);
      if (!content) return 'forged';
      const { use, profileId, contact, expiresAt, scope } = content;
      if (expiresAt <= clock.now()) return 'expired';
      const opened = {
        profileId,
        expiresAt,
        isFor: (contactPoint: ContactPoint) => timingSafeEqual(contact, contactOf(secret, contactPoint)),
      };
      if (use === 'preferences') return { ...opened, use, hasContact: !contact.equals(nobody) };
      const [purpose = '', channel = '', brand = ''] = scope;
      return { ...opened, use, purpose, channel, brand: brand || null };
    },
  };
}

export type PreferenceLinks = ReturnType<typeof createLinks>;
