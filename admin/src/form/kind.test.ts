import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { setLanguage } from '../text/language.ts';
import { choicesOf, helpOf, kindOf, labelOf, unwrapped } from './kind.ts';

describe('a schema says which input fills it in', () => {
  test('by its type and format', () => {
    assert.equal(kindOf({ type: 'string' }), 'text');
    assert.equal(kindOf({ type: 'string', format: 'date' }), 'date');
    assert.equal(kindOf({ type: 'string', format: 'date-time' }), 'date-time');
    assert.equal(kindOf({ type: 'string', 'x-secret': true }), 'secret');
    assert.equal(kindOf({ type: 'boolean' }), 'switch');
    assert.equal(kindOf({ type: 'integer' }), 'number');
    assert.equal(kindOf({ type: 'string', enum: ['a'] }), 'choice');
    assert.equal(kindOf({ anyOf: [{ const: 'a' }, { const: 'b' }] }), 'choice');
    assert.equal(kindOf({ type: 'array', items: { type: 'string' } }), 'texts');
    assert.equal(kindOf({ type: 'array', items: { type: 'string', enum: ['a'] } }), 'choices');
    assert.equal(kindOf({ type: 'array', items: { type: 'object', properties: {} } }), 'list');
    assert.equal(kindOf({ type: 'object', properties: {} }), 'object');
    assert.equal(kindOf({ type: 'string', 'x-ui': 'loyalty.tier' }), 'custom');
  });

  test('as JSON where no input fits, so that nothing is out of reach', () => {
    assert.equal(kindOf({}), 'json');
    assert.equal(kindOf({ type: 'object' }), 'json');
  });

  test('without its "or null", however that is written', () => {
    const expected = { schema: { type: 'string', title: 'Note' }, nullable: true };
    assert.deepEqual(unwrapped({ anyOf: [{ type: 'string' }, { type: 'null' }], title: 'Note' }), expected);
    assert.deepEqual(unwrapped({ type: ['string', 'null'], title: 'Note' }), expected);
    assert.deepEqual(unwrapped({ type: 'string' }), { schema: { type: 'string' }, nullable: false });
  });
});

describe('a field is named in the language of the panel', () => {
  afterEach(() => setLanguage('en'));
  const schema = {
    type: 'string',
    title: 'Currency',
    'x-title': { en: 'Currency', fr: 'Devise' },
    'x-description': { en: 'Of all amounts.', fr: 'De tous les montants.' },
    enum: ['EUR', 'CHF'],
    'x-labels': { EUR: { en: 'Euro', fr: 'Euro' }, CHF: { en: 'Swiss franc', fr: 'Franc suisse' } },
  };

  test('with its title, its description, and the names of its values', () => {
    setLanguage('fr');
    assert.equal(labelOf(schema, 'currency'), 'Devise');
    assert.equal(helpOf(schema), 'De tous les montants.');
    assert.deepEqual(
      choicesOf(schema)?.map(({ label }) => label),
      ['Euro', 'Franc suisse'],
    );
  });

  test('by its property in words, where the schema has no title', () => {
    assert.equal(labelOf({ type: 'string' }, 'contactEmail'), 'Contact email');
    assert.equal(labelOf({ type: 'string' }, 'max_days'), 'Max days');
  });
});
