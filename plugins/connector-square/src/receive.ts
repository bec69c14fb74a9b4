import { hash } from 'node:crypto';
import { hmacMatches, type InboundRequest, type Received } from '@chaland/core';
import type { SquareArgs } from './args.ts';

/** Verifies an event: Square signs the address that it sends to, followed by the raw body. */
export function receive({ args, method, headers, body, url }: InboundRequest<SquareArgs>): Received {
  if (method !== 'POST') return { answer: { status: 405 } };
  const signature = headers['x-square-hmacsha256-signature'];
  if (signature === undefined) return { refused: 'it has no x-square-hmacsha256-signature' };
  const genuine = hmacMatches({
    algorithm: 'sha256',
    secret: args.signatureKey,
    content: [args.hookUrl ?? url, body],
    signature,
    encoding: 'base64',
  });
  if (!genuine) {
    return {
      refused: 'its signature is not made with the key of this connection over its address and this body',
    };
  }
  return { deliveries: [headOf(body)] };
}

/** Square sends an event again under its id until it is answered, for up to 24 hours. */
function headOf(body: Buffer): { key: string; topic: string } {
  let event: { type?: unknown; event_id?: unknown } | undefined;
  try {
    event = JSON.parse(body.toString('utf8')) as { type?: unknown; event_id?: unknown };
  } catch {
    // No JSON: mapping says so, with the delivery at hand.
  }
  const topic = typeof event?.type === 'string' ? event.type : 'unknown';
  const id = typeof event?.event_id === 'string' ? event.event_id : hash('sha256', body, 'hex');
  return { key: `${topic}/${id}`, topic };
}
