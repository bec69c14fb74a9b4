import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Came } from '../access/sign-in/origin.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { SecretKey } from '../setting/secret-key.ts';

/** A token to put into a link. Whoever has it can act with it: keep it out of logs. */
export interface SignedToken {
  /** In base64url: 27 characters, and 4 for each 3 bytes of the content. */
  token: string;
  expiresAt: Date;
}

/** Links to a plugin's own pages, for people without an account. They hold all that they need: nothing is stored. */
export interface PluginLinks {
  /**
   * Signs a content for one use: it can be read by whoever has the token, so put ids into it and nothing personal.
   * @param use what the link is good for, `receipt`: a token of another use, or of another plugin, doesn't open
   * @param seconds that it is good for
   * @throws CHL_SECRET_KEY_MISSING
   * @example const { token } = context.links.sign('receipt', Buffer.from(id), 86_400);
   */
  sign(use: string, content: Buffer, seconds: number): SignedToken;
  /**
   * What a token says, or why it doesn't hold: `forged` by nobody who has the key, cut short or changed on the way.
   * @throws CHL_SECRET_KEY_MISSING
   */
  open(use: string, token: string): { content: Buffer; expiresAt: Date } | 'forged' | 'expired';
  /** What links begin with, `https://crm.example.com`: `http.origin`, or as the request came. */
  origin(request: Came): string;
}

const version = 1;
/** Version, and seconds until 1970 in four bytes (good until 2106). */
const headLength = 5;
/** Half of a SHA-256: 128 bits are beyond guessing (RFC 2104, section 5), and a QR code stays small. */
const macLength = 16;
const longestContent = 500;

/** @param origin see {@link PluginLinks.origin} */
export function createPluginLinks({
  plugin,
  key,
  origin,
  clock = systemClock,
}: {
  plugin: string;
  key: SecretKey;
  origin: PluginLinks['origin'];
  clock?: Clock;
}): PluginLinks {
  // A key for each plugin and use, apart from everything else that the deployment's key protects (RFC 5869).
  const macOf = (secret: Buffer, use: string, content: Buffer): Buffer => {
    const derived = hkdfSync('sha256', secret, '', `chaland plugin link ${plugin} ${use}`, 32);
    return createHmac('sha256', Buffer.from(derived)).update(content).digest().subarray(0, macLength);
  };

  return {
    sign(use, content, seconds) {
      if (content.length > longestContent)
        throw new RangeError(`The content is over ${longestContent} bytes`);
      const ends = Math.floor(clock.now().getTime() / 1_000) + seconds;
      const head = Buffer.alloc(headLength);
      head[0] = version;
      head.writeUInt32BE(ends, 1);
      const signed = Buffer.concat([head, content]);
      const token = Buffer.concat([signed, macOf(key.toWrite(), use, signed)]).toString('base64url');
      return { token, expiresAt: new Date(ends * 1_000) };
    },

    open(use, token) {
      if (!/^[\w-]+$/.test(token)) return 'forged';
      const bytes = Buffer.from(token, 'base64url');
      const length = bytes.length - headLength - macLength;
      // A text of another spelling may decode to the same bytes: there is one spelling of a token.
      if (length < 0 || length > longestContent || bytes.toString('base64url') !== token) return 'forged';
      const signed = bytes.subarray(0, -macLength);
      if (!timingSafeEqual(bytes.subarray(-macLength), macOf(key.toRead(), use, signed))) return 'forged';
      if (signed[0] !== version) return 'forged';
      const expiresAt = new Date(signed.readUInt32BE(1) * 1_000);
      if (expiresAt <= clock.now()) return 'expired';
      return { content: signed.subarray(headLength), expiresAt };
    },

    origin,
  };
}
