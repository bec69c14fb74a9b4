import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Schema } from './schema.ts';
import { faultsOf } from './validate.ts';

const settings: Schema = {
  type: 'object',
  required: ['name', 'tiers'],
  properties: {
    name: { type: 'string', minLength: 2, maxLength: 5 },
    email: { type: 'string', format: 'email' },
    rate: { type: 'number', multipleOf: 0.1, minimum: 0, exclusiveMaximum: 1 },
    days: { type: 'integer', default: 30 },
    currency: { type: 'string', enum: ['EUR', 'CHF'] },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    key: { type: 'string', 'x-secret': true },
    tiers: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['from'], properties: { from: { type: 'integer' } } },
    },
  },
};
const good = { name: 'Sillon', tiers: [{ from: 0 }] };
const wrong = (value: object) => faultsOf(settings, value).map(({ pointer, text }) => `${pointer} ${text}`);

describe('a form says before it is sent what the schema would refuse', () => {
  test('what is missing, but not what has a default or is kept secret', () => {
    assert.deepEqual(wrong({}), ['/name required', '/tiers required']);
    assert.deepEqual(wrong({ ...good, name: '' }), ['/name required']);
    const schema: Schema = {
      type: 'object',
      required: ['days', 'key'],
      properties: { days: { type: 'integer', default: 30 }, key: { type: 'string', 'x-secret': true } },
    };
    assert.deepEqual(faultsOf(schema, {}), []);
  });

  test('lengths by characters, an emoji being one', () => {
    assert.deepEqual(wrong({ ...good, name: 'é' }), ['/name minLength']);
    assert.deepEqual(wrong({ ...good, name: '🎁🎁🎁🎁🎁' }), []);
    assert.deepEqual(wrong(good), ['/name maxLength']);
  });

  test('numbers, as people count: 0.3 is a multiple of 0.1', () => {
    const rate = (value: unknown) => wrong({ ...good, name: 'Ana', rate: value });
    assert.deepEqual(rate(0.3), []);
    assert.deepEqual(rate(0.35), ['/rate multipleOf']);
    assert.deepEqual(rate(-0.1), ['/rate minimum']);
    assert.deepEqual(rate(1), ['/rate below']);
    assert.deepEqual(rate('0.3'), ['/rate number']);
    assert.deepEqual(wrong({ ...good, name: 'Ana', days: 1.5 }), ['/days integer']);
  });

  test('each entry of a list by its own pointer', () => {
    assert.deepEqual(wrong({ name: 'Ana', tiers: [{ from: 0 }, {}, { from: 'x' }] }), [
      '/tiers/1/from required',
      '/tiers/2/from number',
    ]);
    assert.deepEqual(wrong({ name: 'Ana', tiers: [] }), ['/tiers minItems']);
  });

  test('choices, formats and nulls', () => {
    const value = { ...good, name: 'Ana' };
    assert.deepEqual(wrong({ ...value, currency: 'USD', email: 'ana@', note: null }), [
      '/email email',
      '/currency enum',
    ]);
    assert.deepEqual(wrong({ ...value, currency: 'EUR', email: 'ana@example.org', note: 'x' }), []);
  });
});
