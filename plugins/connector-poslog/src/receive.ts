import { timingSafeEqual } from 'node:crypto';
import { hmacMatches, type InboundRequest, Problem, type Received } from '@chaland/core';
import type { PoslogArgs } from './args.ts';
import { contextOf, inContext } from './split/context.ts';
import { encodingOf, pieceInUtf8 } from './split/encoding.ts';
import { digestOf, naturalKey } from './split/key.ts';
import { splitLog } from './split/split.ts';

/** A request with one transaction, or a log of many: each becomes a delivery of its own. */
export function receive(request: InboundRequest<PoslogArgs>): Received {
  const reason = refusalOf(request);
  if (reason) return { refused: reason };
  if (request.method !== 'POST') return { answer: { status: 405, headers: { allow: 'POST' } } };
  try {
    const encoding = encodingOf(request.body);
    const isWide = encoding === 'utf-16le' || encoding === 'utf-16be';
    const bytes = isWide ? Buffer.from(new TextDecoder(encoding).decode(request.body)) : request.body;
    const { head, pieces } = splitLog(bytes);
    if (pieces.length === 0) return unreadable('There is no Transaction in it.');
    const context = pieceInUtf8(contextOf(head), encoding);
    return {
      deliveries: pieces.map((piece) => {
        const body = inContext(pieceInUtf8(piece.bytes, encoding), context);
        const number = naturalKey(body);
        // A transaction that is sent once more with other content is another delivery of it.
        return { key: number ? `${number}#${digestOf(body)}` : digestOf(body), topic: 'transaction', body };
      }),
    };
  } catch (error) {
    if (error instanceof Problem) return unreadable(`${error.message}.`);
    throw error;
  }
}

const unreadable = (body: string): Received => ({
  answer: { status: 422, body: `${body}\n`, headers: { 'content-type': 'text/plain; charset=utf-8' } },
});

/** @returns why it isn't believed; undefined where it is */
function refusalOf({ args, headers, body }: InboundRequest<PoslogArgs>): string | undefined {
  const { token, secret, signatureHeader } = args;
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
    if (!equal(given, token)) return 'the token is missing or another one';
  }
  return undefined;
}

/** Takes as long for a near miss as for a far one. */
function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
