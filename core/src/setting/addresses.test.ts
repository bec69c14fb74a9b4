import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { addressesOf } from './addresses.ts';

const found = (args: unknown, schema: unknown = {}) => Object.keys(addressesOf(schema, args));

test('whatever can be read as a URL or a host is an address', () => {
  for (const text of [
    'https://shop.example.com',
    'HTTP://till',
    'https:evil',
    'https:\\\\evil',
    '//evil/x',
    'h\nttps://evil',
    ' shop.example.com ',
    'shop.example.com/wp?x={y}',
    '{@evil.example',
    'evil。example',
    'till:8080',
    'localhost',
    '127.0.0.1',
    '[::1]',
  ]) {
    assert.deepEqual(found({ a: { b: [text] } }), ['/a/b/0'], text);
  }
});

test('codes, mappings and samples are none', () => {
  for (const text of [
    '',
    'LYON-1',
    '2026-04',
    '/event/id',
    'X-Signature',
    '{ "moments": [{ "id": body.id }] }',
    '{"email":"anna@example.org","total":"12.50"}',
    'Every sale. And every return.',
  ]) {
    assert.deepEqual(found({ text }), [], text);
  }
});

test('a schema says what only it can know, and what no request goes to', () => {
  const schema = Type.Object({
    host: Type.String({ 'x-address': true }),
    port: Type.Integer({ 'x-address': true }),
    shown: Type.String({ 'x-address': false }),
  });
  assert.deepEqual(addressesOf(schema, { host: 'till', port: 8080, shown: 'https://example.com' }), {
    '/host': '"till"',
    '/port': '8080',
  });
});
