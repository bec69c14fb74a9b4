import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientAddressBehind } from './client-address.ts';

describe("a client's address", () => {
  test("is the connection's where no proxy is trusted, whatever a header claims", () => {
    const address = clientAddressBehind([]);
    assert.equal(address('203.0.113.9', '198.51.100.1'), '203.0.113.9');
    assert.equal(address(undefined, '198.51.100.1'), undefined);
  });

  test('is the nearest hop that is no trusted proxy', () => {
    const address = clientAddressBehind(['10.0.0.0/8', '2001:db8::/32']);
    assert.equal(address('10.1.2.3', '198.51.100.1'), '198.51.100.1');
    assert.equal(address('10.1.2.3', '1.1.1.1, 198.51.100.1, 10.9.9.9'), '198.51.100.1');
    assert.equal(address('2001:db8::1', '2001:4860::8888'), '2001:4860::8888');
    assert.equal(address('203.0.113.9', '198.51.100.1'), '203.0.113.9');
  });

  test('is plain: no port, and IPv4 as IPv4', () => {
    const address = clientAddressBehind(['127.0.0.1']);
    assert.equal(address('::ffff:127.0.0.1', '198.51.100.1:5123'), '198.51.100.1');
    assert.equal(address('::ffff:127.0.0.1', '[2001:db8::1]:443'), '2001:db8::1');
    assert.equal(address('::ffff:203.0.113.9', null), '203.0.113.9');
    assert.equal(address('fe80::1%eth0', null), 'fe80::1');
  });

  test('stays the last one that was an address where the header holds something else', () => {
    const address = clientAddressBehind(['10.0.0.0/8']);
    assert.equal(address('10.0.0.1', 'unknown'), '10.0.0.1');
    assert.equal(address('10.0.0.1', "'; drop table, 10.0.0.2"), '10.0.0.2');
  });

  test('needs ranges that are ranges', () => {
    for (const range of ['nginx', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/8/9', '::1/129', '']) {
      assert.throws(() => clientAddressBehind([range]), /CHL_CONFIG_INVALID/, range);
    }
  });
});
