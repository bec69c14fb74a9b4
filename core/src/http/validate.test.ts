import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import { coerced, exactly } from './validate.ts';

const Line = Type.Object(
  { sku: Type.String(), quantity: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false, $id: 'Line' },
);

describe('a schema', () => {
  test('names every fault by its pointer, what is missing or unknown by its own', () => {
    const check = exactly(Type.Object({ 'a/b': Type.Array(Line) }));
    assert.deepEqual(
      check({
        'a/b': [
          { sku: 'x', quantity: 0 },
          { quantity: 1, qty: 2 },
        ],
      }),
      [
        { pointer: '/a~1b/0/quantity', message: 'must be >= 1' },
        { pointer: '/a~1b/1/sku', message: 'is required' },
        { pointer: '/a~1b/1/qty', message: 'is not a known field' },
      ],
    );
  });

  test('may say how a form shows it', () => {
    const days = Type.Integer({
      'x-title': { en: 'Days', fr: 'Jours' },
      'x-description': { en: 'Kept for so long.', fr: 'Durée de conservation.' },
      'x-ui': 'slider',
    });
    assert.equal(exactly(Type.Object({ days }))({ days: 7 }), undefined);
  });

  test('says what a value may be', () => {
    const check = exactly(Type.Object({ state: Type.Enum(['on', 'off']) }));
    assert.match(check({ state: 'maybe' })?.[0]?.message ?? '', /on, off/);
  });

  test('takes bodies as they are: "1" is no number', () => {
    assert.deepEqual(exactly(Type.Object({ n: Type.Integer() }))({ n: '1' }), [
      { pointer: '/n', message: 'must be integer' },
    ]);
  });

  test('reads numbers, truths and lists out of a query, and fills in defaults', () => {
    const query = { limit: '12', live: 'true', tag: 'a' };
    const check = coerced(
      Type.Object({
        limit: Type.Integer(),
        live: Type.Boolean(),
        tag: Type.Array(Type.String()),
        order: Type.String({ default: 'asc' }),
      }),
    );
    assert.equal(check(query), undefined);
    assert.deepEqual(query, { limit: 12, live: true, tag: ['a'], order: 'asc' });
  });

  test('with a name may stand in many others', () => {
    for (const wrap of [Type.Array(Line), Type.Object({ line: Line }), { ...Line }]) {
      assert.ok(exactly(wrap)('no'));
    }
  });

  test('tells twenty faults at most, and of a long list only the first', () => {
    const check = exactly(Type.Array(Type.Integer(), { maxItems: 1_000_000 }));
    assert.equal(check(Array(100).fill('x'))?.length, 20);
    assert.equal(check(Array(100_000).fill('x'))?.length, 1);
  });
});
