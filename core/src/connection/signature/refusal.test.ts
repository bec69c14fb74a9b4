// How vendors sign a body with nothing but it and a secret. Each signature was made apart from this project, by OpenSSL or
// Python; GitHub's is that of its documentation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalOf } from './refusal.ts';

const events = '{"events":[{"id":"EV1","resource_type":"payments","action":"confirmed"}]}';
const secret = 'endpoint-secret-of-ours';
const signed = [
  {
    like: 'GoCardless, in hex',
    secret,
    body: events,
    signatureHeader: 'Webhook-Signature',
    signature: 'ae092def5970d734d6383d104aeaa04f894a86f98d6afdd16573ab640f6f689d',
  },
  {
    like: 'Shopify, in base64',
    secret,
    body: events,
    signatureHeader: 'X-Shopify-Hmac-Sha256',
    signature: 'rgkt71lw1zTWOD0QSuqgT4lKhvmNav3RZXOrZA9vaJ0=',
  },
  {
    like: 'GitHub, in hex behind a prefix',
    secret: "It's a Secret to Everybody",
    body: 'Hello, World!',
    signatureHeader: 'X-Hub-Signature-256',
    signature: 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  },
];

for (const { like, secret, body, signatureHeader, signature } of signed) {
  test(`a body that is signed like ${like} is believed, and no other`, () => {
    const ask = (given: string, content = body, key = secret) =>
      refusalOf(
        { secret: key, signatureHeader },
        { headers: { [signatureHeader.toLowerCase()]: given }, body: Buffer.from(content) },
      );
    assert.equal(ask(signature), undefined);
    for (const refused of [
      ask(''),
      ask(signature.slice(0, -2)),
      ask(signature.replace(/.$/, '0')),
      ask(signature, `${body} `),
      ask(signature, body, 'another-secret'),
      ask(signature, body, ''),
    ]) {
      assert.match(refused ?? '', /missing or not of this secret/);
    }
  });
}

test('a token is believed in its header, and beside a signature both have to be right', () => {
  const [{ signature }] = signed as [(typeof signed)[0]];
  const body = Buffer.from(events);
  const ask = (args: object, headers: Record<string, string>) =>
    refusalOf({ signatureHeader: 'X-Signature', ...args }, { headers, body });
  const bearer = { authorization: 'Bearer a-token-of-ours' };
  assert.equal(ask({ token: 'a-token-of-ours' }, bearer), undefined);
  assert.match(ask({ token: 'a-token-of-ourz' }, bearer) ?? '', /another one/);
  assert.match(ask({ token: 'a-token-of-ours' }, {}) ?? '', /another one/);
  const both = { token: 'a-token-of-ours', secret };
  assert.equal(ask(both, { ...bearer, 'x-signature': signature }), undefined);
  assert.match(ask(both, bearer) ?? '', /signature/);
  assert.match(ask(both, { 'x-signature': signature }) ?? '', /token/);
  assert.match(ask({}, bearer) ?? '', /takes nothing/);
});
