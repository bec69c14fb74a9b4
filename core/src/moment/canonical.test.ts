import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CanonicalWriter, unstorable } from './canonical.ts';

const written = (value: unknown) => {
  const writer = new CanonicalWriter();
  writer.write(value);
  return writer.written().toString();
};

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

test('a value is written as JSON that means the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      assert.deepEqual(JSON.parse(written(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the order of keys does not matter', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      assert.equal(written(shuffled(plain)), written(plain));
    }),
  );
});

test('values that differ are written differently', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same = JSON.stringify(JSON.parse(written(a))) === JSON.stringify(JSON.parse(written(b)));
      assert.equal(written(a) === written(b), same);
    }),
  );
});

test('a writer is used again and again, and grows', () => {
  const writer = new CanonicalWriter();
  const long = { a: 'x'.repeat(300_000), b: 'é'.repeat(100_000) };
  for (let round = 0; round < 3; round++) {
    writer.reset();
    writer.write(long);
    assert.equal(writer.written().toString(), JSON.stringify(long));
  }
});

test('what jsonb cannot hold is named with its place', () => {
  const value = {
    a: [1, 'x\u0000'],
    b: { c: '\udc00' },
    d: Number.POSITIVE_INFINITY,
    e: 10n,
    'f/g': [undefined],
  };
  const writer = new CanonicalWriter();
  writer.write(value);
  assert.equal(writer.storable, false);
  assert.deepEqual(
    unstorable(value).map(({ pointer }) => pointer),
    ['/a/1', '/b/c', '/d', '/e', '/f~1g/0'],
  );
});

test('a text that merely looks like an escape is fine', () => {
  const writer = new CanonicalWriter();
  writer.write({ a: '\\u0000 \\ud800 Infinity' });
  assert.equal(writer.storable, true);
});
