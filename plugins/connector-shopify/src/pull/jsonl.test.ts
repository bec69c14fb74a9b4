import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VendorFault } from '@chaland/core';
import fc from 'fast-check';
import { type BulkObject, linesIn, objectsIn } from './jsonl.ts';

async function* inPieces(text: string, sizes: readonly number[]): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  let from = 0;
  for (let at = 0; from < bytes.length; at++) {
    const size = sizes[at % sizes.length]!;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const rowsOf = (orders: readonly { id: string; lines: readonly string[] }[]) =>
  orders.flatMap(({ id, lines }) => [
    { id },
    ...lines.map((name) => ({ __typename: 'LineItem', name, __parentId: id })),
  ]);

test('however the file comes in pieces, every object has its own lines, from any place on', async () => {
  const order = fc.record(
    { id: fc.uuid(), lines: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }) },
    { noNullPrototype: true },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
      fc.nat(8),
      async (orders, sizes, skip) => {
        const text = rowsOf(orders)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join('');
        const found = await all<BulkObject>(objectsIn(linesIn(inPieces(text, sizes)), skip));
        assert.deepEqual(
          found.map(({ id, line_items: lines = [] }) => ({
            id,
            lines: (lines as { name: string }[]).map(({ name }) => name),
          })),
          orders.slice(skip),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('a file that ends in a line, or mixes lines up, is a fault of the shop', async () => {
  const read = (text: string) => all(objectsIn(linesIn(inPieces(text, [7])), 0));
  await assert.rejects(read('{"id":"1"}\n{"id":'), VendorFault);
  await assert.rejects(read('{"id":"1"}\n{"__typename":"LineItem","__parentId":"2"}\n'), VendorFault);
});
