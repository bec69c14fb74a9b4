import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reactive } from 'vue';
import type { Schema } from '../../form/schema.ts';
import { differences, editable, hasPlace, same, strangersIn, withChanges } from './settings-value.ts';

const schema: Schema = {
  type: 'object',
  properties: {
    days: { type: 'integer' },
    smtp: { type: 'object', properties: { host: { type: 'string' }, port: { type: 'integer' } } },
    tags: { type: 'array', items: { type: 'string' } },
  },
};

test('what an older schema knew is left out of the form, and named', () => {
  const value = { days: 3, weeks: 2 };
  assert.deepEqual(strangersIn(schema, value), ['weeks']);
  assert.deepEqual(editable(schema, value), { days: 3 });
});

test('a schema that takes whatever comes has no strangers', () => {
  assert.deepEqual(strangersIn({ ...schema, additionalProperties: true }, { weeks: 2 }), []);
  assert.deepEqual(strangersIn({ type: 'object' }, { weeks: 2 }), []);
});

test('the order of keys is no change', () => {
  assert.ok(same({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }));
  assert.ok(!same(['a', 'b'], ['b', 'a']));
});

test('two versions differ at each field, also of objects within', () => {
  const mine = { days: 3, smtp: { host: 'a', port: 25 }, tags: ['x'] };
  const theirs = { days: 4, smtp: { port: 25, host: 'b' }, tags: ['x'] };
  assert.deepEqual(
    differences(schema, mine, theirs).map(({ pointer, mine, theirs }) => ({ pointer, mine, theirs })),
    [
      { pointer: '/days', mine: 3, theirs: 4 },
      { pointer: '/smtp/host', mine: 'a', theirs: 'b' },
    ],
  );
});

test('what was set is sent with the changes alone, so that defaults stay defaults', () => {
  const before = { days: 7, smtp: { host: 'a', port: 25 }, tags: ['x'] };
  const now = { smtp: { host: 'a', port: 465 }, tags: ['x'] };
  const changes = differences(schema, now, before);
  assert.deepEqual(withChanges({ days: 7 }, changes), { smtp: { port: 465 } });
  assert.deepEqual(withChanges({ smtp: { host: 'b' } }, changes), { smtp: { host: 'b', port: 465 } });
});

test('a change of what a newer schema lacks has no place in it', () => {
  assert.ok(hasPlace(schema, ['smtp', 'host']));
  assert.ok(!hasPlace(schema, ['smtp', 'user']));
  assert.ok(!hasPlace(schema, ['weeks']));
  assert.ok(hasPlace({ type: 'object' }, ['weeks']));
});

test('what a page watches can be edited: lists within included', () => {
  const value = reactive({ tags: ['x'], smtp: { host: 'a', port: 25 }, weeks: 3 });
  const copy = editable(schema, value);
  assert.deepEqual(copy, { tags: ['x'], smtp: { host: 'a', port: 25 } });
  (copy.tags as string[]).push('y');
  assert.deepEqual(value.tags, ['x']);
});
