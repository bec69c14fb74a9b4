import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { trustedProxiesIn } from '../client-address.ts';
import { createOrigin } from './origin.ts';

const direct = createOrigin(undefined, trustedProxiesIn([]));
const behindProxy = createOrigin(undefined, trustedProxiesIn(['10.0.0.0/8']));
const fixed = createOrigin('https://crm.example.com', trustedProxiesIn(['10.0.0.0/8']));

const came = (
  headers: Record<string, string>,
  { url = 'http://crm.example.com/api/session', remote = '10.1.2.3' } = {},
) => ({
  raw: new Request(url, { method: 'POST', headers }),
  remote,
});
const passes = (origin: typeof direct, ...request: Parameters<typeof came>): boolean => {
  try {
    origin.check(came(...request));
    return true;
  } catch (error) {
    assert.match(String(error), /CHL_ORIGIN_REFUSED/);
    return false;
  }
};

describe('a change by a cookie', () => {
  test('comes from the host that was asked, whether or not TLS ended before it', () => {
    assert.equal(passes(direct, { origin: 'http://crm.example.com' }), true);
    assert.equal(passes(direct, { origin: 'https://crm.example.com' }), true);
    const url = 'http://crm.example.com:443/api/session';
    assert.equal(passes(direct, { origin: 'https://crm.example.com' }, { url }), true);
  });

  test('is refused from elsewhere, from nowhere, and from what looks alike', () => {
    for (const origin of [
      'https://evil.example',
      'https://crm.example.com.evil.example',
      'https://evil.example/crm.example.com',
      'https://crm.example.com@evil.example',
      'http://crm.example.com:8080',
      'null',
      '',
      'crm.example.com',
    ]) {
      assert.equal(passes(direct, { origin }), false, origin);
    }
    assert.equal(passes(direct, {}), false);
  });

  test('believes the forwarded host and protocol of a trusted proxy alone', () => {
    const headers = {
      origin: 'https://shop.example.com',
      'x-forwarded-host': 'shop.example.com',
      'x-forwarded-proto': 'https',
    };
    assert.equal(passes(behindProxy, headers), true);
    assert.equal(passes(behindProxy, headers, { remote: '203.0.113.9' }), false);
    assert.equal(passes(direct, headers), false);
    assert.equal(passes(behindProxy, { ...headers, origin: 'http://shop.example.com' }), false);
  });

  test('comes from the configured origin exactly, where there is one', () => {
    const headers = { origin: 'https://crm.example.com' };
    assert.equal(passes(fixed, headers, { url: 'http://10.9.9.9:4400/api/session' }), true);
    assert.equal(passes(fixed, { origin: 'http://crm.example.com' }), false);
  });

  test('is not asked for where nothing changes', () => {
    direct.check({ raw: new Request('http://crm.example.com/api/session'), remote: undefined });
  });
});

describe('links', () => {
  test('begin with the configured origin, else as the browser sees the deployment', () => {
    assert.equal(fixed.of(came({})), 'https://crm.example.com');
    assert.equal(direct.of(came({ 'x-forwarded-host': 'evil.example' })), 'http://crm.example.com');
    const forwarded = { 'x-forwarded-host': 'shop.example.com', 'x-forwarded-proto': 'https' };
    assert.equal(behindProxy.of(came(forwarded)), 'https://shop.example.com');
  });
});
