import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { faultText } from '../fault/fault-texts.ts';
import { cellsOf } from './cells.ts';

const comma = { delimiter: ',', quote: '"' };

test('a quoted value may hold delimiters, and quotes that are doubled', () => {
  assert.deepEqual(cellsOf('1,"a, ""b""",,"",3', comma), { cells: ['1', 'a, "b"', '', '', '3'] });
});

test('a quote that is not closed leaves the record open', () => {
  assert.deepEqual(cellsOf('1,"a', comma), { open: true });
  assert.deepEqual(cellsOf('1,"a""', comma), { open: true });
});

test('a quote in the wrong place is named with its value', () => {
  assert.deepEqual(cellsOf('1,5" nails', comma), { fault: faultText('quoteInside', { number: 2 }) });
  assert.deepEqual(cellsOf('1,"a"b,2', comma), {
    fault: faultText('textAfterQuote', { number: 2 }),
  });
});

test('without a quote character, quotes are text', () => {
  assert.deepEqual(cellsOf('1;5" nails', { delimiter: ';', quote: '' }), { cells: ['1', '5" nails'] });
});

test('every well-formed record reads as csv-parse reads it', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', ' ', '\n', 'é', '') });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
      const text = cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
      const [expected] = parse(text) as string[][];
      assert.deepEqual(cellsOf(text, comma), { cells: expected });
    }),
  );
});
