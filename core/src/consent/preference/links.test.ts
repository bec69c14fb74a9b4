import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { uuidv7 } from '../../data/uuid.ts';
import { secretKey } from '../../setting/secret-key.ts';
import { testClock } from '../../testing/test-clock.ts';
import { createLinks } from './links.ts';

const origin = 'https://crm.example.com';
const key = secretKey(randomBytes(32).toString('base64'));
const clock = testClock('2026-03-02T09:00:00Z');
const links = createLinks({ key, origin, clock });
const contactPoint = { kind: 'email', value: 'ana@example.com' };
const profileId = uuidv7();
const tokenOf = (url: string) => url.split('/').at(-1)!;

describe('links to the preference centre', () => {
  test('a link says whose it is, for which contact point and what it ends', () => {
    const { url } = links.unsubscribe({
      profileId,
      contactPoint,
      purpose: 'marketing',
      channel: 'email',
      brand: 'maison',
    });
    assert.ok(url.startsWith(`${origin}/unsubscribe/`));

    const opened = links.open(tokenOf(url));
    assert.ok(typeof opened === 'object' && opened.use === 'unsubscribe');
    assert.equal(opened.profileId, profileId);
    assert.deepEqual([opened.purpose, opened.channel, opened.brand], ['marketing', 'email', 'maison']);
    assert.equal(opened.isFor(contactPoint), true);
    assert.equal(opened.isFor({ kind: 'email', value: 'leo@example.com' }), false);
    assert.equal(opened.isFor({ kind: 'phone', value: contactPoint.value }), false);
  });

  test('a link holds no personal data, and fits into a header line', () => {
    const { url } = links.unsubscribe({ profileId, contactPoint, purpose: 'marketing', channel: 'email' });
    assert.doesNotMatch(Buffer.from(tokenOf(url), 'base64url').toString('latin1'), /ana|example/);
    assert.ok(url.length < 200, `${url.length} characters`);
  });

  test('a link expires', () => {
    const { url, expiresAt } = links.preferences({ profileId, contactPoint });
    const later = (ms: number) =>
      createLinks({ key, origin, clock: testClock(new Date(expiresAt.getTime() + ms)) });
    assert.equal(typeof later(-1).open(tokenOf(url)), 'object');
    assert.equal(later(0).open(tokenOf(url)), 'expired');
  });

  test('a link that was changed anywhere, or made with another key, is forged', () => {
    const token = tokenOf(links.preferences({ profileId, contactPoint: null }).url);
    const other = createLinks({ key: secretKey(randomBytes(32).toString('base64')), origin, clock });
    assert.equal(other.open(token), 'forged');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/';
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet), (at, letter) => {
        fc.pre(token[at] !== letter);
        assert.equal(links.open(token.slice(0, at) + letter + token.slice(at + 1)), 'forged');
      }),
    );
    for (const text of ['', 'x', token.slice(0, -1), `${token}A`, `${token}${token}`, 'é']) {
      assert.equal(links.open(text), 'forged');
    }
  });

  test('without its own address a deployment makes no link that leads nowhere', () => {
    const lost = createLinks({ key, origin: undefined, clock });
    assert.throws(() => lost.preferences({ profileId, contactPoint }), /CHL_CONFIG_INVALID.*http\.origin/s);
    assert.match(
      lost.preferences({ profileId, contactPoint }, 'http://till.local').url,
      /^http:\/\/till\.local\//,
    );
  });
});
