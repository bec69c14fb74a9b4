import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { jsonFault } from './json-fault.ts';

const at = (text: string) => jsonFault(text).offset;

describe('where a text stops being JSON', () => {
  test('is told by line and column', () => {
    assert.deepEqual(jsonFault('{\n  "a": 1,\n  "b": nope\n}'), { offset: 19, line: 3, column: 8 });
  });

  for (const [text, offset] of [
    ['', 0],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['{"a":1} x', 8],
    ['"open', 0],
    ['"bad \\x"', 0],
    ['01', 1],
    ['[1', 2],
    ['-', 0],
    ['nul', 0],
  ] as const) {
    test(`in ${text || 'nothing'} is ${offset}`, () => assert.equal(at(text), offset));
  }

  test('is the end for what is JSON, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.equal(at(` ${text} `), text.length + 2);
      }),
    );
  });

  test('is found wherever JSON is cut off', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.nat(), (text, cut) => {
        const part = text.slice(0, cut % text.length);
        let valid = true;
        try {
          JSON.parse(part);
        } catch {
          valid = false;
        }
        if (!valid) assert.ok(at(part) <= part.length);
      }),
    );
  });

  test('is found at a depth that would exhaust a stack', () => {
    const deep = '['.repeat(200_000);
    assert.equal(at(deep), deep.length);
  });
});
