import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretsOf } from './secrets-of.ts';

const secret = { type: 'string', 'x-secret': true } as const;

test('what is secret is left of a schema, where it stands, and nothing of it is required', () => {
  const schema = {
    type: 'object',
    required: ['shop', 'token'],
    properties: {
      shop: { type: 'string' },
      token: secret,
      hook: { type: 'object', required: ['key'], properties: { key: secret, url: { type: 'string' } } },
      stores: { type: 'array', items: { type: 'string' } },
    },
  } as const;
  assert.deepEqual(secretsOf(schema), {
    type: 'object',
    properties: { token: secret, hook: { type: 'object', properties: { key: secret } } },
  });
});

test('where nothing is secret, nothing is left to ask for', () => {
  assert.equal(
    secretsOf({ type: 'object', properties: { folder: { type: 'string' } } }).properties,
    undefined,
  );
});
