import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf } from './fields.ts';

test('the fields of a type are told with those of its lists and groups', () => {
  const schema = {
    type: 'object',
    required: ['lines'],
    properties: {
      lines: {
        type: 'array',
        items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } },
      },
      place: { anyOf: [{ type: 'null' }, { type: 'object', properties: { city: { type: 'string' } } }] },
      noticed: { enum: ['card', 'phone'] },
      whatever: {},
    },
  };
  assert.deepEqual(
    fieldsOf(schema).map(({ path, kind, required }) => [path, kind, required]),
    [
      ['lines', 'array', true],
      ['lines[].sku', 'string', true],
      ['place', 'object', false],
      ['place.city', 'string', false],
      ['noticed', 'string', false],
      ['whatever', 'any', false],
    ],
  );
});

test('a schema without properties has no fields', () => {
  assert.deepEqual(fieldsOf({ type: 'object' }), []);
});
