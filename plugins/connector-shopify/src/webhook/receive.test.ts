import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { InboundRequest } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';
import { args } from '../testing/args.ts';
import { receive } from './receive.ts';

const body = Buffer.from('{"id":450789469}');
const signed = (secret: string, over: Record<string, string> = {}, of: Partial<ShopifyArgs> = {}) =>
  receive({
    args: args(of),
    method: 'POST',
    path: '',
    query: new URLSearchParams(),
    headers: {
      'x-shopify-topic': 'orders/paid',
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      'x-shopify-shop-domain': 'simulated.myshopify.com',
      'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
      'x-shopify-triggered-at': '2026-02-02T09:16:00.123Z',
      'x-shopify-api-version': '2026-04',
      ...over,
    },
    body,
    url: 'https://crm.example.com/hooks/1',
    now: new Date('2026-02-02T09:16:01Z'),
  } satisfies InboundRequest<ShopifyArgs>);

test('what is signed with the app’s key is one delivery, by the webhook’s id', () => {
  assert.deepEqual(signed('shpss_simulated'), {
    deliveries: [
      {
        key: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
        topic: 'orders/paid',
        headers: { 'x-shopify-triggered-at': '2026-02-02T09:16:00.123Z', 'x-shopify-api-version': '2026-04' },
      },
    ],
  });
});

test('where there is no webhook’s id, the event’s will do', () => {
  const received = signed('shpss_simulated', { 'x-shopify-webhook-id': '', 'x-shopify-event-id': 'e-1' });
  assert.deepEqual('deliveries' in received && received.deliveries[0]?.key, 'e-1');
});

test('the client secret signs too, where it is another one', () => {
  assert('deliveries' in signed('shpss_app', {}, { clientSecret: 'shpss_app' }));
});

test('another key, another body, no signature and another shop are refused', () => {
  for (const received of [
    signed('shpss_other'),
    signed('shpss_simulated', { 'x-shopify-hmac-sha256': '' }),
    signed('shpss_simulated', { 'x-shopify-hmac-sha256': 'bm90IGl0' }),
    signed('shpss_simulated', { 'x-shopify-shop-domain': 'other.myshopify.com' }),
    signed('shpss_simulated', { 'x-shopify-shop-domain': '' }),
  ]) {
    assert('refused' in received);
  }
});

test('what has no topic is no webhook', () => {
  assert.deepEqual(signed('shpss_simulated', { 'x-shopify-topic': '' }), {
    answer: { status: 400, body: 'X-Shopify-Topic or X-Shopify-Webhook-Id is missing' },
  });
});
