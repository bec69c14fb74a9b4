import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packedTexts } from './packed-texts.ts';

test('texts of any length and alphabet come back as they were, across pieces too', () => {
  const texts = Array.from({ length: 3_000 }, (_, index) =>
    index % 7 === 0 ? '' : `é${index}·${'ж'.repeat((index * 37) % 3_001)}`,
  );
  const packed = packedTexts(texts.length);
  for (const text of texts) packed.push(text);
  for (const [index, text] of texts.entries()) assert.equal(packed.at(index), text);
});

test('a text that fills what is left of a piece, and one that needs more', () => {
  const texts = ['a'.repeat(2 ** 22 - 3), 'bcd', 'e', 'f'.repeat(2 ** 22), '', 'g'];
  const packed = packedTexts(texts.length);
  for (const text of texts) packed.push(text);
  for (const [index, text] of texts.entries()) assert.ok(packed.at(index) === text, `${index}`);
});
