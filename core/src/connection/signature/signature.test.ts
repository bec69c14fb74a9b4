import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { hmacMatches } from './hmac.ts';
import { standardWebhookMatches } from './standard-webhook.ts';

const content = Buffer.from('{"total":"12.10"}');
const sign = (secret: string | Buffer, encoding: 'base64' | 'hex') =>
  createHmac('sha256', secret).update(content).digest(encoding);
const matches = (signature: string, encoding: 'base64' | 'hex', secret: string | Buffer = 'hush') =>
  hmacMatches({ algorithm: 'sha256', secret, content, signature, encoding });

test('an HMAC is known by its secret, content and encoding', () => {
  assert.ok(matches(sign('hush', 'base64'), 'base64'));
  assert.ok(matches(sign('hush', 'hex').toUpperCase(), 'hex'));
  assert.ok(matches(sign(Buffer.from([0, 255]), 'hex'), 'hex', Buffer.from([0, 255])));
  assert.equal(matches(sign('hush', 'base64'), 'base64', 'other'), false);
  assert.equal(matches(sign('hush', 'hex'), 'base64'), false);
});

test('an HMAC is of all parts, joined as they are', () => {
  const parts = ['https://example.org/hook', content];
  const signature = createHmac('sha1', 'key').update(parts[0]!).update(parts[1]!).digest('base64');
  const asked = { algorithm: 'sha1', secret: 'key', signature, encoding: 'base64' } as const;
  assert.ok(hmacMatches({ ...asked, content: parts }));
  assert.equal(hmacMatches({ ...asked, content: parts.toReversed() }), false);
});

test('a signature that is longer, shorter, padded with noise or empty matches nothing', () => {
  const right = sign('hush', 'base64');
  for (const wrong of ['', right.slice(0, -1), `${right}=`, `${right} `, ` ${right}`, `${right}é`, 'é']) {
    assert.equal(matches(wrong, 'base64'), false, wrong);
  }
});

test('an empty secret matches nothing, not even what was signed with it', () => {
  assert.equal(matches(sign('', 'base64'), 'base64', ''), false);
});

const at = new Date('2026-03-02T10:00:00Z');
const seconds = at.getTime() / 1000;
const key = (text: string) => `whsec_${Buffer.from(text).toString('base64')}`;

function signed(prefix: 'webhook' | 'svix', secret: string, timestamp: number | string = seconds) {
  const mac = createHmac('sha256', secret).update(`msg_1.${timestamp}.${content}`).digest('base64');
  return {
    [`${prefix}-id`]: 'msg_1',
    [`${prefix}-timestamp`]: String(timestamp),
    [`${prefix}-signature`]: `v1a,x v1,AAAA v1,${mac}`,
  };
}
const isFrom = (headers: Record<string, string>, secrets: string | string[] = key('now'), now = at) =>
  standardWebhookMatches({ secrets, headers, body: content, now });

test('a webhook is verified by the headers of Standard Webhooks and of Svix, one of several signatures matching', () => {
  assert.ok(isFrom(signed('webhook', 'now')));
  assert.ok(isFrom(signed('svix', 'now')));
  assert.ok(isFrom(signed('webhook', 'now'), key('now').slice('whsec_'.length)));
  assert.equal(isFrom({}), false);
});

test('while a secret is rotated, either is taken', () => {
  assert.ok(isFrom(signed('webhook', 'before'), [key('now'), key('before')]));
  assert.equal(isFrom(signed('webhook', 'long ago'), [key('now'), key('before')]), false);
  assert.equal(isFrom(signed('webhook', ''), ['', 'whsec_']), false, 'an empty secret is none');
});

test('a webhook that is more than five minutes old, or from the future, is not believed', () => {
  assert.ok(isFrom(signed('webhook', 'now', seconds - 300)));
  assert.equal(isFrom(signed('webhook', 'now', seconds - 301)), false);
  assert.equal(isFrom(signed('webhook', 'now', seconds + 301)), false);
  assert.equal(isFrom(signed('webhook', 'now', 'yesterday')), false);
});

test('the example in GitHub’s documentation is believed, without its prefix', () => {
  const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'.slice(7);
  assert.ok(
    hmacMatches({
      algorithm: 'sha256',
      secret: "It's a Secret to Everybody",
      content: 'Hello, World!',
      signature,
      encoding: 'hex',
    }),
  );
});

test('the example in Adyen’s documentation is believed: fields joined by colons, and a key in hex', () => {
  const fields = ['7914073381342284', '', 'TestMerchant', 'TestPayment-1407325143704', '1130', 'EUR'];
  const asked = {
    algorithm: 'sha256',
    secret: Buffer.from('44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056', 'hex'),
    signature: 'coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=',
    encoding: 'base64',
  } as const;
  assert.ok(hmacMatches({ ...asked, content: [...fields, 'AUTHORISATION', 'true'].join(':') }));
  assert.equal(hmacMatches({ ...asked, content: [...fields, 'AUTHORISATION', 'false'].join(':') }), false);
});
