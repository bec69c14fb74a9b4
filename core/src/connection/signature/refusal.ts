import { timingSafeEqual } from 'node:crypto';
import type { InboundRequest } from '../connector.ts';
import { hmacMatches } from './hmac.ts';

/** What senders without a scheme of their own are known by: a token, a signature of the body, or both. */
export interface SenderSecrets {
  /** Comes as `Authorization: Bearer …`. */
  token?: string;
  /** Of an HMAC-SHA-256 of the body, in hex or base64, with `sha256=` before it or without. */
  secret?: string;
  /** The header that the signature comes in. */
  signatureHeader: string;
}

/**
 * Looks whether a request is from who it says it is.
 * @returns why it isn't believed; undefined where it is
 */
export function refusalOf(
  { token, secret, signatureHeader }: SenderSecrets,
  { headers, body }: Pick<InboundRequest, 'headers' | 'body'>,
): string | undefined {
  if (token === undefined && secret === undefined)
    return 'the connection has neither a token nor a signing secret: it takes nothing over HTTP';
  if (secret !== undefined) {
    const signature = (headers[signatureHeader.toLowerCase()] ?? '').replace(/^sha256=/i, '').trim();
    const encoding = /^[0-9a-f]{64}$/i.test(signature) ? 'hex' : 'base64';
    if (!hmacMatches({ algorithm: 'sha256', secret, content: body, signature, encoding }))
      return `the signature in ${signatureHeader} is missing or not of this secret`;
  }
  if (token !== undefined) {
    const given = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!isEqual(given, token)) return 'the token is missing or another one';
  }
  return undefined;
}

/** Takes as long for a near miss as for a far one. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
