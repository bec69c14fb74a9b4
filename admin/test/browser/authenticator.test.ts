import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticatorCode } from './authenticator.ts';

test('the codes are those of the RFC', () => {
  // RFC 6238, appendix B: the secret is "12345678901234567890"; the last six of its eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  assert.equal(authenticatorCode(secret, new Date(59_000)), '287082');
  assert.equal(authenticatorCode(secret, new Date(1_111_111_109_000)), '081804');
});
