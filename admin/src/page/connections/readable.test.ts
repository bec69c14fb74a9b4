import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readable } from './readable.ts';

test('JSON is laid out as it is written elsewhere', () => {
  const value = { id: 7, none: {}, list: [1, [], 'a "b", {c}: \\'], on: true, nothing: null };
  assert.equal(readable(JSON.stringify(value)), JSON.stringify(value, null, 2));
  assert.equal(readable('[]'), '[]');
  assert.equal(readable('"{"'), '"{"');
});

test('numbers stay as they came', () => {
  assert.equal(
    readable('{"id":820982911946154508,"amount":1.10}'),
    '{\n  "id": 820982911946154508,\n  "amount": 1.10\n}',
  );
});

test('what is no JSON stays as it is', () => {
  assert.equal(readable('<a>\n 1</a>'), '<a>\n 1</a>');
  assert.equal(readable('{"cut": '), '{"cut": ');
});
