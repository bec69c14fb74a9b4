import { type InboundRequest, Problem, type Received, refusalOf } from '@chaland/core';
import type { PoslogArgs } from './args.ts';
import { contextOf, inContext } from './split/context.ts';
import { encodingOf, pieceInUtf8 } from './split/encoding.ts';
import { digestOf, naturalKey } from './split/key.ts';
import { splitLog } from './split/split.ts';

/** A request with one transaction, or a log of many: each becomes a delivery of its own. */
export function receive(request: InboundRequest<PoslogArgs>): Received {
  const reason = refusalOf(request.args, request);
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
