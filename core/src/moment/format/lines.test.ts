import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineCutter } from './lines.ts';

const cut = (chunks: readonly Uint8Array[], limit = 1_000) => {
  const cutter = new LineCutter(limit);
  return [...chunks.flatMap((chunk) => cutter.push(chunk)), ...cutter.end()].map(
    ({ number, bytes, tooLong }) => ({
      number,
      text: bytes.toString('utf8'),
      tooLong,
    }),
  );
};

test('lines are the same however the body is cut into chunks', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\r', ' '), maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(line),
      fc.array(fc.integer({ min: 1, max: 7 })),
      fc.integer({ min: 3, max: 20 }),
      (lines, sizes, limit) => {
        const body = Buffer.from(lines.join('\n'));
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < body.length; turn++) {
          const size = sizes[turn % sizes.length] ?? body.length;
          chunks.push(body.subarray(at, at + size));
          at += size;
        }
        assert.deepEqual(cut(chunks, limit), cut([body], limit));
      },
    ),
  );
});

test('empty lines are counted and left out, and the last line needs no end', () => {
  const found = cut([Buffer.from('one\r\n\n  \ntwo')]);
  assert.deepEqual(
    found.map(({ number, text }) => [number, text.trim()]),
    [
      [1, 'one'],
      [4, 'two'],
    ],
  );
});

test('of a line that is too long no more than the limit is held, and the next one is found', () => {
  const chunk = Buffer.alloc(64, 'x');
  const found = cut([...Array(1_000).fill(chunk), Buffer.from('\nshort\n')], 100);
  assert.deepEqual(
    found.map(({ number, text, tooLong }) => [number, text.length, tooLong]),
    [
      [1, 100, true],
      [2, 5, false],
    ],
  );
});
