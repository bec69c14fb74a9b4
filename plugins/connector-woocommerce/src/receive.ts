import { hash } from 'node:crypto';
import { hmacMatches, type InboundRequest, type Received } from '@chaland/core';
import type { WooArgs } from './args.ts';

/**
 * Verifies a webhook over its raw bytes, and gives it a key. `X-WC-Webhook-Delivery-ID` is none: it is new at every
 * attempt, and two deliveries of one second share it (it hashes the webhook's number and the second).
 */
export function receive({ args, method, headers, body }: InboundRequest<WooArgs>): Received {
  if (method !== 'POST') return { answer: { status: 405 } };
  const signature = headers['x-wc-webhook-signature'];
  if (signature === undefined) {
    // Saving a webhook tries the address with its number alone, unsigned, and wants 200.
    return isPing(body) ? { answer: { status: 200 } } : { refused: 'it has no X-WC-Webhook-Signature' };
  }
  const genuine = hmacMatches({
    algorithm: 'sha256',
    secret: args.webhookSecret,
    content: body,
    signature,
    encoding: 'base64',
  });
  if (!genuine) return { refused: 'its signature is not made with the secret of this connection' };

  const topic = headers['x-wc-webhook-topic'] ?? 'unknown';
  return { deliveries: [{ key: keyOf(topic, body), topic }] };
}

const isPing = (body: Buffer): boolean =>
  body.length < 40 && /^webhook_id=\d+$/.test(body.toString('latin1'));

/** What it is about, when that was changed, and what it says: the same one sent again is the same one. */
export function keyOf(topic: string, body: Buffer): string {
  const digest = hash('sha256', body, 'hex').slice(0, 24);
  let id = '';
  let modified = '';
  try {
    const told = JSON.parse(body.toString('utf8')) as { id?: unknown; date_modified_gmt?: unknown } | null;
    id = String(told?.id ?? '').slice(0, 40);
    modified = String(told?.date_modified_gmt ?? '').slice(0, 30);
  } catch {
    // No JSON: mapping says so, with the delivery at hand.
  }
  return [topic, id, modified, digest].filter(Boolean).join('/');
}
