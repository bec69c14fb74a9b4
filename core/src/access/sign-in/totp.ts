import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What every authenticator app understands: RFC 6238 with SHA-1, six digits, thirty seconds. */
const digits = 6;
const period = 30;
/** Steps before and after now whose codes are taken too: clocks of phones differ, and typing takes time. */
const drift = 1;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += alphabet[(value >>> (bits - 5)) & 31];
      bits -= 5;
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text;
}

/** What `base32` wrote. */
export function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of text) {
    value = (value << 5) | alphabet.indexOf(letter);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >>> bits) & 255);
    value &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}

/** A new secret: 160 random bits, as RFC 4226 recommends, in base32. */
export const newTotpSecret = (): string => base32(randomBytes(20));

/**
 * The code of a step (RFC 4226, section 5.3).
 * @param step seconds since 1970 by thirty, rounded down
 */
export function totpCode(secret: string, step: number, length = digits): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = mac.at(-1)! & 15;
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** length).padStart(length, '0');
}

export const totpStep = (time: Date): number => Math.floor(time.getTime() / 1_000 / period);

/** The step whose code this is, near `time`; undefined where it is none. */
export function stepOfCode(secret: string, code: string, time: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const now = totpStep(time);
  let found: number | undefined;
  // Through all of them, so that the time it takes doesn't tell which one it is.
  for (let step = now - drift; step <= now + drift; step++) {
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) found = step;
  }
  return found;
}

/** What a QR code holds for an authenticator app. */
export function totpUri(secret: string, account: string): string {
  const issuer = 'Chaland';
  const query = new URLSearchParams({
    secret,
    issuer,
    algorithm: 'SHA1',
    digits: String(digits),
    period: String(period),
  });
  return `otpauth://totp/${issuer}:${encodeURIComponent(account)}?${query}`;
}
