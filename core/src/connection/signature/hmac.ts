import { createHmac, timingSafeEqual } from 'node:crypto';

export interface HmacSignature {
  algorithm: 'sha256' | 'sha1' | 'sha512';
  /** Text counts as its UTF-8; a key that is written in base64 or hex has to be decoded first. */
  secret: string | Buffer;
  /** What is signed; parts are joined as they are. Raw bytes: JSON that was written again isn't what was signed. */
  content: string | Buffer | readonly (string | Buffer)[];
  /** As it came, without a prefix such as `sha256=`. */
  signature: string;
  encoding: 'base64' | 'hex';
}

/**
 * Whether an HMAC is the one that was sent, in constant time. An empty secret matches nothing, since anybody knows it.
 * @example hmacMatches({ algorithm: 'sha256', secret, content: request.body, signature, encoding: 'base64' })
 */
export function hmacMatches({ algorithm, secret, content, signature, encoding }: HmacSignature): boolean {
  if (secret.length === 0) return false;
  const hmac = createHmac(algorithm, secret);
  for (const part of Array.isArray(content) ? content : [content]) hmac.update(part);
  // As text: decoders skip what they don't know, so that many texts would be the same signature.
  const expected = Buffer.from(hmac.digest(encoding));
  const given = Buffer.from(encoding === 'hex' ? signature.toLowerCase() : signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
