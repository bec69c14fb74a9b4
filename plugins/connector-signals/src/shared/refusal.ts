import { timingSafeEqual } from 'node:crypto';
import { type CheckResult, hmacMatches, type InboundRequest } from '@chaland/core';
import type { SenderArgs } from './args.ts';

/** @returns why a request isn't believed; undefined where it is */
export function refusalOf({
  args,
  headers,
  body,
}: Pick<InboundRequest<SenderArgs>, 'args' | 'headers' | 'body'>) {
  const { token, secret, signatureHeader } = args;
  if (token === undefined && secret === undefined)
    return 'the connection has neither a token nor a signing secret: it takes nothing';
  if (secret !== undefined) {
    const signature = (headers[signatureHeader.toLowerCase()] ?? '').replace(/^sha256=/i, '').trim();
    const encoding = /^[0-9a-f]{64}$/i.test(signature) ? 'hex' : 'base64';
    if (!hmacMatches({ algorithm: 'sha256', secret, content: body, signature, encoding }))
      return `the signature in ${signatureHeader} is missing or not of this secret`;
  }
  if (token !== undefined) {
    const given = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!equal(given, token)) return 'the token is missing or another one';
  }
  return undefined;
}

/** Takes as long for a near miss as for a far one. */
function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Without either, nobody could be believed. */
export const checkSender = ({ token, secret }: SenderArgs): CheckResult =>
  token === undefined && secret === undefined
    ? {
        ok: false,
        says: {
          en: 'Set a token or a signing secret: without one nothing that comes can be believed.',
          fr: 'Indiquez un jeton ou un secret de signature : sans l’un d’eux, rien de ce qui arrive n’est fiable.',
        },
        pointer: '/token',
      }
    : { ok: true };
