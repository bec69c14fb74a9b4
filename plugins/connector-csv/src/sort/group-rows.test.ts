import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultText } from '../fault/fault-texts.ts';
import type { Row } from '../read/rows.ts';
import { testFolder } from '../testing/files.ts';
import { type GroupOptions, groupRows } from './group-rows.ts';

const byFirst = [{ name: 'Receipt', index: 0 }];

async function* batches(rows: readonly Row[]): AsyncGenerator<Row[]> {
  for (let from = 0; from < rows.length; from += 3) yield rows.slice(from, from + 3);
}
const row = (line: number, ...cells: string[]): Row => ({ line, cells });
const groupsOf = (rows: readonly Row[], options: GroupOptions = {}, by = byFirst) =>
  Array.fromAsync(groupRows(batches(rows), by, options));

test('rows of a receipt come together in the order of the file, wherever they stand', async () => {
  const groups = await groupsOf([row(2, 'B', 'x'), row(3, 'A', 'y'), row(4, 'B', 'x')]);
  assert.deepEqual(groups, [{ rows: [row(3, 'A', 'y')] }, { rows: [row(2, 'B', 'x'), row(4, 'B', 'x')] }]);
});

test('without group columns every row is a group, in the order of the file', async () => {
  const rows = [row(2, 'B'), row(3, 'A'), row(4, 'B')];
  assert.deepEqual(
    await groupsOf(rows, {}, []),
    rows.map((one) => ({ rows: [one] })),
  );
});

test('a row without a value to group by stands alone, and says why', async () => {
  const groups = await groupsOf([row(2, ''), row(3, 'A'), row(4, ' ')]);
  assert.deepEqual(groups, [
    { rows: [row(3, 'A')] },
    { rows: [row(2, '')], fault: faultText('groupEmpty', { columns: 'Receipt' }) },
    { rows: [row(4, ' ')], fault: faultText('groupEmpty', { columns: 'Receipt' }) },
  ]);
});

test('a group beyond the bound is rejected in pieces, so that no group can fill the memory', async () => {
  const groups = await groupsOf(
    [2, 3, 4, 5, 6].map((line) => row(line, 'A')),
    { maxRows: 2 },
  );
  assert.deepEqual(
    groups.map(({ rows, fault }) => [rows.length, fault?.en]),
    [2, 2, 1].map((count) => [count, 'more than 2 rows have the same Receipt']),
  );
});

test('what does not fit in memory goes through the disk, gives the same, and leaves nothing there', async () => {
  const anyRow = fc.record({
    key: fc.constantFrom('A', 'B', 'C', 'D\t"é', 'E\nf'),
    text: fc.string({ maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 60 }),
      fc.integer({ min: 2, max: 4 }),
      async (given, fanIn) => {
        using folder = testFolder();
        const rows = given.map(({ key, text }, index) => row(index + 2, key, text));
        const inMemory = await groupsOf(rows);
        const onDisk = await groupsOf(rows, { held: 50, fanIn, folder: folder.path });
        assert.deepEqual(onDisk, inMemory);
        assert.deepEqual(readdirSync(folder.path), []);
      },
    ),
    { numRuns: 50 },
  );
});

test('rows in any order make the same receipts', async () => {
  const shuffled = fc.array(fc.constantFrom('A', 'B', 'C'), { maxLength: 30 }).chain((keys) => {
    const rows = keys.map((key, index) => [key, String(index)]);
    return fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }));
  });
  /** Receipts with their lines as sets: their order is the file's. */
  const receipts = async (rows: string[][]) => {
    const groups = await groupsOf(rows.map((cells, index) => row(index + 2, ...cells)));
    return groups.map(({ rows: of }) => of.map(({ cells }) => cells.join()).sort());
  };
  await fc.assert(
    fc.asyncProperty(shuffled, async ([rows, others]) => {
      assert.deepEqual(await receipts(others), await receipts(rows));
    }),
  );
});

test('a reader that stops early leaves no file behind', async () => {
  using folder = testFolder();
  const rows = Array.from({ length: 100 }, (_, index) => row(index + 2, `K${index % 7}`));
  for await (const _ of groupRows(batches(rows), byFirst, { held: 100, folder: folder.path })) break;
  assert.deepEqual(readdirSync(folder.path), []);
});
