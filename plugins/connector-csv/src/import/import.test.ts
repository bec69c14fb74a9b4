import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ImportOptions } from '@chaland/core';
import { onBothDatabases, startTestChaland, type TestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { Mapping } from '../mapping/mapping.ts';
import connectorCsv from '../plugin.ts';
import { testFolder } from '../testing/files.ts';
import { importFile } from './run.ts';

const header = 'No,At,Store,Sku,Qty,Price,Client';
const mapping: Mapping = {
  source: 'till',
  stores: [{ code: 'paris', name: 'Paris', country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR' }],
  currency: 'EUR',
  group: ['No'],
  reject: [{ when: [{ column: 'Sku', is: 'VOID' }], reason: 'voided' }],
  moments: [
    {
      type: 'receipt',
      id: '{No}',
      time: '{At}',
      store: '{Store}',
      customer: { id: '{Client}' },
      data: {
        number: '{No}',
        currency: 'EUR',
        lines: {
          $rows: {
            sku: '{Sku}',
            quantity: { $value: '{Qty}', as: 'number' },
            unitPrice: { $value: '{Price}', as: 'decimal' },
            amount: { $multiply: ['{Qty}', '{Price}'], as: 'money' },
          },
        },
      },
    },
  ],
};
const row = (
  over: Partial<Record<'No' | 'At' | 'Store' | 'Sku' | 'Qty' | 'Price' | 'Client', string>> = {},
) =>
  Object.values({
    No: '1',
    At: '2025-11-03 10:00:00',
    Store: 'paris',
    Sku: 'A',
    Qty: '1',
    Price: '10.00',
    Client: '',
    ...over,
  }).join(',');

/** A till's export in a folder, to be imported. */
function anExport(rows: readonly string[], over: Partial<Mapping> = {}) {
  const folder = testFolder();
  const file = folder.write('till.csv', `${[header, ...rows].join('\n')}\n`);
  const mappingFile = folder.write('mapping.json', JSON.stringify({ ...mapping, ...over }));
  const rejects = join(folder.path, 'rejects.csv');
  return {
    [Symbol.dispose]: folder[Symbol.dispose],
    rejects: () => readFileSync(rejects, 'utf8').replace('\ufeff', '').trimEnd().split('\n'),
    hasRejects: () => existsSync(rejects) || existsSync(`${rejects}.part`),
    import: (app: TestChaland, options: Partial<ImportOptions> = {}) =>
      importFile(
        {
          file,
          mapping: mappingFile,
          rejects,
          dryRun: false,
          resume: true,
          signal: new AbortController().signal,
          progress() {},
          ...options,
        },
        app.contextOf('connector-csv'),
      ),
  };
}
const plugins = [sales, connectorCsv];
const count = async ({ db }: TestChaland, table: string) =>
  (await db.query<{ n: number }>(`select count(*) as n from ${table}`))[0]!.n;

test('a dry run says what would happen, and nothing happens', async () => {
  await using app = await startTestChaland({ plugins });
  using till = anExport([
    row(),
    row({ No: '2', Store: 'lyon' }),
    row({ No: '3', Client: '77' }),
    row({ No: '4', Sku: 'VOID' }),
  ]);
  const { rows, moments, reasons, content } = await till.import(app, { dryRun: true });
  assert.deepEqual(rows, { read: 4, used: 2, rejected: 2 });
  assert.deepEqual(moments, { recorded: 2, duplicate: 0, conflict: 0, rejected: 1 });
  assert.deepEqual(reasons, [
    { reason: 'CHL_STORE_UNKNOWN: the code is "lyon"', rows: 1, example: 'line 3' },
    { reason: 'voided', rows: 1, example: 'line 5' },
  ]);
  assert.deepEqual(content.types, { receipt: 2 });
  assert.deepEqual(content.customers, { known: 1, unknown: 1 });
  assert.deepEqual(content.period, { from: '2025-11-03T10:00:00', to: '2025-11-03T10:00:00' });
  assert.equal(content.sample[0]!.id, '1');
  for (const table of ['moment', 'customer', 'store', 'moment_key']) {
    assert.equal(await count(app, `chaland.${table}`), 0, table);
  }
  assert.equal(await count(app, 'connector_csv.import'), 0);
});

test('a report has the faults of rows in both languages, and the words of the mapping as they are', async () => {
  await using app = await startTestChaland({ plugins });
  using till = anExport([row({ Qty: 'two' }), row({ No: '2', Sku: 'VOID' }), row({ No: '3', Sku: 'TEST' })], {
    reject: [
      ...mapping.reject!,
      { when: [{ column: 'Sku', is: 'TEST' }], reason: { en: 'a trial', fr: 'un essai' } },
    ],
  });
  const { reasons } = await till.import(app, { dryRun: true });
  const texts = Object.fromEntries(reasons.map(({ reason, text }) => [reason.split(' (')[0], text?.fr]));
  assert.match(texts['Qty is not a number']!, /^Qty n’est pas un nombre/);
  assert.equal(texts['a trial'], 'un essai');
  assert.equal(texts.voided, undefined);
});

test('declared stores are created once, and an existing one is left as it is', async () => {
  await using app = await startTestChaland({ plugins });
  await app.stores.put({ code: 'paris', name: 'Rue de Rivoli' });
  using till = anExport([row()], { stores: [...mapping.stores!, { code: 'lyon', name: 'Lyon' }] });
  await till.import(app);
  const names = (await app.stores.all()).map(({ name }) => name).sort();
  assert.deepEqual(names, ['Lyon', 'Rue de Rivoli']);
});

test('every row is accounted for, whatever is wrong with it', async () => {
  await using app = await startTestChaland({ plugins });
  using till = anExport([
    row({ Client: '77' }),
    row({ No: '2', Qty: 'two' }),
    row({ No: '3', Qty: '0' }),
    row({ No: '4', Price: '-1' }),
    row({ No: '5', At: 'soon' }),
    row({ No: '' }),
    '7,short',
    '8,"never closed,x',
    row({ No: '9', Sku: '' }),
    row({ No: '10', At: '2099-01-01 00:00:00' }),
    row({ No: '1', Sku: 'B' }),
  ]);
  const { rows, moments } = await till.import(app);
  assert.deepEqual(rows, { read: 11, used: 2, rejected: 9 });
  assert.deepEqual(moments, { recorded: 1, duplicate: 0, conflict: 0, rejected: 4 });
  const [first, ...rejected] = till.rejects();
  assert.equal(first, `line,reason,${header}`);
  const reasons = Object.fromEntries(
    rejected.map((line) => [line.split(',')[0], line.slice(line.indexOf(',') + 1)]),
  );
  assert.match(reasons[3]!, /^Qty is not a number \(mapping/);
  assert.match(reasons[4]!, /CHL_INPUT_INVALID: .*\/data\/lines\/0\/quantity/);
  assert.match(reasons[5]!, /CHL_INPUT_INVALID: .*\/data\/lines/);
  assert.match(reasons[6]!, /^At is no time written as yyyy-MM-dd/);
  assert.match(reasons[7]!, /^No is empty/);
  assert.match(reasons[8]!, /it has 2 values, the header 7/);
  assert.match(reasons[9]!, /a quote is opened and never closed/);
  assert.match(reasons[10]!, /CHL_INPUT_INVALID: .*sku/);
  assert.match(reasons[11]!, /CHL_MOMENT_IN_FUTURE/);
});

test('a mended rejects file is imported by the same mapping', async () => {
  await using app = await startTestChaland({ plugins });
  using till = anExport([row(), row({ No: '2', Qty: 'two' })]);
  await till.import(app);
  using folder = testFolder();
  const mended = folder.write('mended.csv', till.rejects().join('\n').replace('two', '2'));
  const { rows } = await till.import(app, { file: mended });
  assert.deepEqual(rows, { read: 1, used: 1, rejected: 0 });
  assert.equal(await count(app, 'chaland.moment'), 2);
});

test('rejects are written as the file is, so that the same mapping reads them', async () => {
  await using app = await startTestChaland({ plugins });
  using folder = testFolder();
  const semicolons = (line: string) => line.replaceAll(',', ';');
  const bad = semicolons(row({ Qty: 'two', Sku: 'café' }));
  const file = folder.write('till.csv', Buffer.from(`${semicolons(header)}\n${bad}\n`, 'latin1'));
  using till = anExport([], { file: { delimiter: ';', encoding: 'windows-1252' } });
  await till.import(app, { file });
  const mended = folder.write('mended.csv', `\ufeff${till.rejects().join('\n').replace('two', '2')}\n`);
  assert.equal((await till.import(app, { file: mended })).rows.used, 1);
  const [moment] = await app.db.query<{ data: { lines: { sku: string }[] } }>(
    'select data from chaland.moment',
  );
  assert.equal(moment!.data.lines[0]!.sku, 'café');
});

test('a file without faults leaves no rejects file', async () => {
  await using app = await startTestChaland({ plugins });
  using till = anExport([row()]);
  assert.equal((await till.import(app)).rejects, undefined);
  assert.equal(till.hasRejects(), false);
});

test('the same receipts with other content are conflicts, and rejected', async () => {
  await using app = await startTestChaland({ plugins });
  using till = anExport([row()]);
  using corrected = anExport([row({ Price: '12.00' })]);
  await till.import(app);
  const { rows, moments, reasons } = await corrected.import(app);
  assert.deepEqual(moments, { recorded: 0, duplicate: 0, conflict: 1, rejected: 0 });
  assert.deepEqual(rows, { read: 1, used: 0, rejected: 1 });
  assert.match(reasons[0]!.reason, /^CHL_MOMENT_CONFLICT/);
});

test('moments of an import are not live', async () => {
  await using app = await startTestChaland({ plugins });
  using till = anExport([row()]);
  await till.import(app);
  assert.deepEqual(await app.db.query('select live from chaland.moment'), [{ live: false }]);
});

onBothDatabases((on) => {
  test('an import that was stopped goes on where it stood, and reports the whole', async () => {
    await using app = await startTestChaland({ plugins, on });
    const rows = Array.from({ length: 5_000 }, (_, index) =>
      row({ No: String(index), Sku: index % 10 ? 'A' : 'VOID' }),
    );
    using till = anExport(rows);
    using whole = anExport(rows);

    const stop = new AbortController();
    const stopped = await till.import(app, {
      signal: stop.signal,
      progress: ({ recorded }) => recorded > 0 && stop.abort(),
    });
    assert.equal(stopped.complete, false);
    const [under] = (await app.get('/api/x/connector-csv/imports')).body.items;
    assert.equal(under.finishedAt, null);
    assert.ok(under.moments.recorded > 0 && under.moments.recorded < 4_500);

    const report = await till.import(app);
    assert.equal(report.complete, true);
    assert.deepEqual(report.rows, { read: 5_000, used: 4_500, rejected: 500 });
    assert.deepEqual(report.moments, { recorded: 4_500, duplicate: 0, conflict: 0, rejected: 0 });
    assert.equal(till.rejects().length, 501);

    const [done] = (await app.get('/api/x/connector-csv/imports')).body.items;
    assert.equal(done.id, under.id);
    assert.deepEqual(done.rows, { total: 5_000, used: 4_500, rejected: 500 });

    const again = await whole.import(app);
    assert.deepEqual(again.moments, { recorded: 0, duplicate: 4_500, conflict: 0, rejected: 0 });
    assert.deepEqual(whole.rejects(), till.rejects());
  });

  test('two processes that import the same file record each receipt once', async () => {
    await using app = await startTestChaland({ plugins, on });
    const rows = Array.from({ length: 3_000 }, (_, index) =>
      row({ No: String(index), Client: String(index % 50) }),
    );
    using till = anExport(rows);
    using rejects = testFolder();
    const reports = await Promise.all([
      till.import(app),
      till.import(app, { rejects: join(rejects.path, 'other.csv') }),
    ]);
    for (const { rows: of } of reports) assert.deepEqual(of, { read: 3_000, used: 3_000, rejected: 0 });
    assert.equal(await count(app, 'chaland.moment'), 3_000);
    assert.equal(await count(app, 'chaland.customer'), 50);
  });
});

test('who may not see imports is refused', async () => {
  await using app = await startTestChaland({ plugins });
  const { status } = await app.as(await app.keyWith(['sales.read'])).get('/api/x/connector-csv/imports');
  assert.equal(status, 403);
});

test('a wrong column is refused before anything is recorded or noted', async () => {
  await using app = await startTestChaland({ plugins });
  using till = anExport([row()], { group: ['Number'] });
  await assert.rejects(till.import(app), /CSV_COLUMN_MISSING: .*"Number".*It has: No, At, Store/);
  assert.equal(await count(app, 'connector_csv.import'), 0);
  assert.equal(await count(app, 'chaland.store'), 0);
});
