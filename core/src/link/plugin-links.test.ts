import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { secretKey } from '../setting/secret-key.ts';
import { testClock } from '../testing/test-clock.ts';
import { createPluginLinks } from './plugin-links.ts';

const key = secretKey(randomBytes(32).toString('base64'));
const origin = () => 'https://crm.example.com';
const linksOf = (plugin: string, at = '2026-03-02T09:00:00Z', with_ = key) =>
  createPluginLinks({ plugin, key: with_, origin, clock: testClock(at) });
const links = linksOf('sales');
const day = 86_400;

test('a token says what was signed, until it expires', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const { token, expiresAt } = links.sign('receipt', Buffer.from(bytes), day);
      assert.deepEqual(links.open('receipt', token), { content: Buffer.from(bytes), expiresAt });
    }),
  );
  const { token, expiresAt } = links.sign('receipt', Buffer.from('r'), day);
  assert.equal(expiresAt.toISOString(), '2026-03-03T09:00:00.000Z');
  assert.equal(typeof linksOf('sales', '2026-03-03T08:59:59Z').open('receipt', token), 'object');
  assert.equal(linksOf('sales', '2026-03-03T09:00:00Z').open('receipt', token), 'expired');
});

test('a token is good for its plugin and its use alone', () => {
  const { token } = links.sign('receipt', Buffer.from('r'), day);
  assert.equal(links.open('claim', token), 'forged');
  assert.equal(linksOf('loyalty').open('receipt', token), 'forged');
  const other = secretKey(randomBytes(32).toString('base64'));
  assert.equal(linksOf('sales', '2026-03-02T09:00:00Z', other).open('receipt', token), 'forged');
});

test('a token that was changed anywhere, cut short or made longer is forged', () => {
  const { token } = links.sign('receipt', Buffer.from('some receipt'), day);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/';
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet), (at, letter) => {
      fc.pre(token[at] !== letter);
      assert.equal(links.open('receipt', token.slice(0, at) + letter + token.slice(at + 1)), 'forged');
      assert.equal(links.open('receipt', token.slice(0, at)), 'forged');
      assert.equal(links.open('receipt', token + letter), 'forged');
    }),
  );
});
