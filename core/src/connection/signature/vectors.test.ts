import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData } from '../../testing/shared-data.ts';
import { hmacMatches } from './hmac.ts';
import { standardWebhookMatches } from './standard-webhook.ts';

interface Vector extends Record<string, string | boolean> {
  id: string;
  scheme: string;
  expect_valid: boolean;
  payload: string;
  signature: string;
}

/** How each vendor signs. */
const schemes: Record<string, (vector: Vector & Record<string, string>) => boolean> = {
  'standard-webhooks-v1': ({ secret, msg_id, timestamp, payload, signature }) =>
    standardWebhookMatches({
      secrets: secret!,
      headers: { 'webhook-id': msg_id, 'webhook-timestamp': timestamp, 'webhook-signature': signature },
      body: payload,
      now: new Date(Number(timestamp) * 1000),
    }),
  'square-hmacsha256': ({ signature_key, notification_url, payload, signature }) =>
    hmacMatches({
      algorithm: 'sha256',
      secret: signature_key!,
      content: [notification_url!, payload],
      signature,
      encoding: 'base64',
    }),
  'shopify-hmacsha256-base64': ({ secret, payload, signature }) =>
    hmacMatches({ algorithm: 'sha256', secret: secret!, content: payload, signature, encoding: 'base64' }),
};

const { file, missing } = sharedData('signatures/signature_vectors_dev.json');
const vectors: (Vector & Record<string, string>)[] = missing ? [] : JSON.parse(readFileSync(file, 'utf8'));

test('the published signatures are all of a scheme that is known here', { skip: missing }, () => {
  assert.ok(vectors.length > 0);
  assert.deepEqual(
    [...new Set(vectors.map(({ scheme }) => scheme))].filter((scheme) => !schemes[scheme]),
    [],
  );
});

for (const vector of vectors) {
  test(`${vector.id} is ${vector.expect_valid ? 'believed' : 'refused'}`, () => {
    assert.equal(schemes[vector.scheme]?.(vector), vector.expect_valid);
  });
}
