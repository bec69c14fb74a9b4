import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from './code-of.ts';

test('a role gets its code from its name, as the API takes codes', () => {
  assert.equal(codeOf('Vendeuse à Lyon'), 'vendeuse-a-lyon');
  assert.equal(codeOf('  2e étage — caisse! '), 'e-etage-caisse');
  assert.equal(codeOf('店長'), '');
});
