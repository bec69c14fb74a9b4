import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { testFolder } from '../testing/files.ts';
import { type FileOptions, openFile } from './file.ts';
import type { Row } from './rows.ts';

/** `line: values` or `line! fault` of every row. */
async function read(content: string | Buffer, options: FileOptions = {}): Promise<string[]> {
  using folder = testFolder();
  const open = await openFile(folder.write('some.csv', content), options);
  const rows: Row[] = [];
  for await (const batch of open.rows) rows.push(...batch);
  await open.close();
  return rows.map(({ line, cells, fault }) =>
    fault ? `${line}! ${fault.en}` : `${line}: ${cells.join('|')}`,
  );
}
const refused = (content: string | Buffer, code: string, detail: RegExp) =>
  assert.rejects(read(content), (error: Error & { code?: string }) => {
    assert.equal(error.code, code);
    assert.match(error.message, detail);
    return true;
  });

test('rows keep the number of their line; empty lines are no rows', async () => {
  assert.deepEqual(await read('a,b\n1,2\n\n3,4\n'), ['2: 1|2', '4: 3|4']);
});

test('ends of lines may be CR LF, and the last one may be missing', async () => {
  assert.deepEqual(await read('a,b\r\n1,2\r\n3,4'), ['2: 1|2', '3: 3|4']);
});

test('a byte order mark is no part of the first column', async () => {
  using folder = testFolder();
  const { columns, close } = await openFile(folder.write('some.csv', '\ufeffNuméro,b\n'));
  await close();
  assert.deepEqual(columns, ['Numéro', 'b']);
});

test('a quoted value may run over lines', async () => {
  assert.deepEqual(await read('a,b\n1,"x\ny"\n2,z\n'), ['2: 1|x\ny', '4: 2|z']);
});

test('after a quote that is never closed only its own line is lost', async () => {
  const rows = await read('a,b\n1,"x\n2,y\n3,"z"\n4,w\n');
  assert.deepEqual(rows.slice(1), ['3: 2|y', '4: 3|z', '5: 4|w']);
  assert.match(rows[0]!, /^2! /);
});

test('a quote that is never closed at the end of the file costs one line', async () => {
  assert.deepEqual(await read('a,b\n1,"x\n2,y\n'), ['2! a quote is opened and never closed', '3: 2|y']);
});

test('a row with too few or too many values is named with both numbers', async () => {
  assert.deepEqual(await read('a,b\n1\n1,2,3\n4,5\n'), [
    '2! it has 1 values, the header 2',
    '3! it has 3 values, the header 2',
    '4: 4|5',
  ]);
});

test('bytes that are no UTF-8 cost their own line', async () => {
  const latin = Buffer.concat([Buffer.from('a,b\n1,caf'), Buffer.from([0xe9]), Buffer.from('\n2,thé\n')]);
  assert.deepEqual(await read(latin), ['2! it is not valid UTF-8', '3: 2|thé']);
  assert.deepEqual(await read(latin.subarray(0, 10), { encoding: 'windows-1252' }), ['2: 1|café']);
});

test('a line too long for a row costs itself, not the memory', async () => {
  const rows = await read(`a,b\n1,${'x'.repeat(3_000_000)}\n2,y\n`);
  assert.deepEqual(rows, ['2! the line is too long to be a row', '3: 2|y']);
});

test('a packed file is read as it is, whatever its name', async () => {
  assert.deepEqual(await read(gzipSync('a,b\n1,2\n')), ['2: 1|2']);
});

test('a packed file that was cut off is refused', async () => {
  const packed = gzipSync(
    `a,b\n${Array.from({ length: 5000 }, (_, n) => `${n},${Math.random()}`).join('\n')}`,
  );
  await refused(packed.subarray(0, packed.length / 2), 'CSV_FILE_CUT_SHORT', /get it again/);
});

test('an empty file is refused; one with a header alone has no rows', async () => {
  await refused('', 'CSV_FILE_EMPTY', /empty/);
  await refused('\n\n', 'CSV_FILE_EMPTY', /no header/);
  assert.deepEqual(await read('a,b\n'), []);
});

test('spreadsheets, archives and UTF-16 are told apart from CSV', async () => {
  await refused(Buffer.from('PK\x03\x04rest'), 'CSV_FILE_FORMAT', /spreadsheet/);
  await refused(Buffer.from('\ufeffa,b\n', 'utf16le'), 'CSV_FILE_FORMAT', /UTF-16/);
});

test('a file that is not there is refused with its path', async () => {
  await assert.rejects(
    openFile('/nowhere/till.csv'),
    /CSV_FILE_UNREADABLE: \/nowhere\/till.csv: there is no such file/,
  );
});

test('a file without a header takes its columns from the mapping, and lines above are passed over', async () => {
  assert.deepEqual(await read('Export of today\n1;2\n', { columns: ['a', 'b'], skip: 1, delimiter: ';' }), [
    '2: 1|2',
  ]);
});
