import { hmacMatches, type InboundRequest, type Received } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';
import { myshopifyDomain } from '../args/shop-domain.ts';

/** Of the request's headers, what mapping needs and what helps to look into a delivery. */
const kept = ['x-shopify-triggered-at', 'x-shopify-api-version', 'x-shopify-test'] as const;

/**
 * Verifies a webhook: an HMAC-SHA256 of the raw body, in base64, keyed with the app's client secret. The shop is in a
 * header that isn't signed, yet one app may be in several shops with one secret: another shop's is refused.
 */
export function receive({ args, method, headers, body }: InboundRequest<ShopifyArgs>): Received {
  if (method !== 'POST') return { answer: { status: 405, headers: { allow: 'POST' } } };
  const signature = headers['x-shopify-hmac-sha256'];
  if (!signature) return { refused: 'there is no X-Shopify-Hmac-Sha256' };
  const secrets = [args.webhookSecret, ...(args.clientSecret ? [args.clientSecret] : [])];
  const signed = secrets.some((secret) =>
    hmacMatches({ algorithm: 'sha256', secret, content: body, signature, encoding: 'base64' }),
  );
  if (!signed) return { refused: 'X-Shopify-Hmac-Sha256 is not of this body and this key' };
  if (myshopifyDomain(headers['x-shopify-shop-domain'] ?? '') !== myshopifyDomain(args.shop)) {
    return { refused: 'X-Shopify-Shop-Domain is another shop' };
  }
  const topic = headers['x-shopify-topic'];
  // One event may go to several subscriptions, each with a webhook id of its own that stays over its retries.
  const key = headers['x-shopify-webhook-id'] || headers['x-shopify-event-id'];
  if (!topic || !key)
    return { answer: { status: 400, body: 'X-Shopify-Topic or X-Shopify-Webhook-Id is missing' } };
  return {
    deliveries: [
      {
        key,
        topic: topic.toLowerCase(),
        headers: Object.fromEntries(kept.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
      },
    ],
  };
}
