import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { Problem } from '@chaland/core';
import { testFolder } from '../testing/files.ts';
import { compileMapping } from './compile.ts';
import { checkMapping, loadMapping } from './load.ts';
import { mappingSchema } from './schema.ts';

const columns = ['InvoiceNo', 'Quantity', 'Quantity', 'Date'];
const good = { source: 'till', moments: [{ type: 'receipt', id: '{InvoiceNo}', time: '{Date}', data: {} }] };

/** The code, and every pointer with its message. */
function faults(mapping: unknown): [string, Record<string, string>] {
  try {
    compileMapping(checkMapping(mapping), columns);
  } catch (error) {
    assert.ok(error instanceof Problem);
    const { errors = [] } = error.details;
    return [error.code, Object.fromEntries(errors.map(({ pointer, message }) => [pointer, message]))];
  }
  return ['', {}];
}
const withData = (data: unknown) => ({ ...good, moments: [{ ...good.moments[0], data }] });

test('a misspelt field is named with its pointer and the word that was meant', () => {
  assert.deepEqual(
    faults({ ...good, momnets: [], reject: [{ when: [{ colunm: 'A', is: 1 }], reason: 'x' }] }),
    [
      'CSV_MAPPING_INVALID',
      {
        '/momnets': '"momnets" is not a known field. Did you mean "moments"?',
        '/reject/0/when/0/column': '/reject/0/when/0/column is required',
        '/reject/0/when/0/colunm': '"colunm" is not a known field. Did you mean "column"?',
      },
    ],
  );
});

test('a misspelt operation, or a misspelt part of one, is found deep inside', () => {
  const [code, found] = faults(
    withData({ lines: { $rows: { sku: { $valeu: '{A}' }, q: { $value: '{A}', az: 'text' } } } }),
  );
  assert.equal(code, 'CSV_MAPPING_INVALID');
  assert.equal(
    found['/moments/0/data/lines/$rows/sku/$valeu'],
    '"$valeu" is not a known field. Did you mean "$value"?',
  );
  assert.equal(found['/moments/0/data/lines/$rows/q/az'], '"az" is not a known field. Did you mean "as"?');
});

test('a value that is not offered is answered with those that are', () => {
  const [, found] = faults(withData({ q: { $value: '{Quantity}', as: 'float' } }));
  assert.match(found['/moments/0/data/q/as']!, /must be one of text, integer, number, decimal, money/);
});

test('a column that the file lacks is named with those that it has, everywhere it is used', () => {
  const [code, found] = faults({
    ...good,
    group: ['invoiceno'],
    reject: [{ when: [{ column: 'Total', is: 0 }], reason: 'x' }],
  });
  assert.equal(code, 'CSV_COLUMN_MISSING');
  assert.deepEqual(found, {
    '/group/0':
      'the file has no column "invoiceno". Did you mean "InvoiceNo"? It has: InvoiceNo, Quantity, Quantity, Date',
    '/reject/0/when/0/column': 'the file has no column "Total". It has: InvoiceNo, Quantity, Quantity, Date',
  });
});

test('two columns of one name matter only where the mapping uses the name', () => {
  assert.deepEqual(faults(good), ['', {}]);
  assert.deepEqual(faults(withData({ q: '{Quantity}' })), [
    'CSV_COLUMN_TWICE',
    { '/moments/0/data/q': 'columns 2 and 3 are both called "Quantity"' },
  ]);
});

test('what only makes sense together is checked together', () => {
  const pointer = '/moments/0/data/x';
  const fault = (x: unknown) => faults(withData({ x }))[1];
  assert.match(fault({ $value: '{Date}', as: 'money' })[pointer]!, /set "currency" of the mapping/);
  assert.match(fault({ $value: '{Date}', negate: true })[`${pointer}/negate`]!, /only a number/);
  assert.match(
    fault({ $value: '{Date}', as: 'date', format: 'dd/mm' })[`${pointer}/format`]!,
    /year, month and day/,
  );
  assert.match(fault({ $value: '{Date}', as: 'time', zone: 'Paris' })[`${pointer}/zone`]!, /IANA/);
  assert.match(fault({ $multiply: ['{Date}', { a: 1 }] })[`${pointer}/$multiply/1`]!, /a number is expected/);
  assert.match(fault('{Date')[pointer]!, /brace/);
  assert.match(faults({ ...good, currency: 'EUX' })[1]['/currency']!, /ISO 4217/);
});

test('a mapping that is missing, or is no JSON, is refused', async () => {
  using folder = testFolder();
  await assert.rejects(loadMapping(undefined), /CSV_MAPPING_MISSING/);
  await assert.rejects(loadMapping(`${folder.path}/none.json`), /cannot be read: ENOENT/);
  await assert.rejects(loadMapping(folder.write('m.json', '{ "source": ')), /it is not JSON/);
});

test('the published schema is the one that mappings are checked by', () => {
  const file = new URL('../../mapping.schema.json', import.meta.url);
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...mappingSchema };
  // After a change: UPDATE_SCHEMA=1 npm test -- faults && npm run format
  if (process.env.UPDATE_SCHEMA) writeFileSync(file, JSON.stringify(schema));
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(JSON.stringify(schema)));
});

for (const name of ['online-retail', 'till']) {
  test(`the mapping ${name}.json that comes along is valid`, async () => {
    const file = new URL(`../../mappings/${name}.json`, import.meta.url).pathname;
    assert.ok((await loadMapping(file)).mapping.source);
  });
}
