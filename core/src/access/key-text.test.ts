import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOfKey, hintOf, looksLikeKey, newKeyText } from './key-text.ts';

test('a key is chl_ and 32 random bytes, and each is another', () => {
  const keys = new Set(Array.from({ length: 100 }, newKeyText));
  assert.equal(keys.size, 100);
  for (const key of keys) {
    assert.ok(looksLikeKey(key));
    assert.equal(Buffer.from(key.slice(4), 'base64url').length, 32);
  }
});

test('what is no key is told by its form alone', () => {
  for (const text of [
    '',
    'chl_',
    `chl_${'a'.repeat(42)}`,
    `chl_${'a'.repeat(44)}`,
    `chl_${'!'.repeat(43)}`,
    'x',
  ]) {
    assert.equal(looksLikeKey(text), false, text);
  }
});

test('of a key only its hash is kept, and a hint that opens nothing', () => {
  assert.equal(hashOfKey('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(hintOf('chl_abcdefghijkl'), 'chl_abcd…');
});
