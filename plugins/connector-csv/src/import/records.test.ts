import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { onBothDatabases, startTestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { Mapping } from '../mapping/mapping.ts';
import connectorCsv from '../plugin.ts';
import { testFolder } from '../testing/files.ts';
import { importFile } from './run.ts';

const time = { $value: '{Changed}', as: 'time', zone: 'Europe/Paris' } as const;
const mapping: Mapping = {
  source: 'crm',
  currency: 'EUR',
  records: {
    stores: [{ record: { code: '{Shop}', name: 'Shop {Shop}' } }],
    staff: [{ when: [{ column: 'Seller', empty: false }], record: { code: '{Seller}', name: '{Seller}' } }],
    profiles: [
      {
        record: {
          id: '{No}',
          identifiers: [{ kind: 'email', value: '{Mail}' }],
          attributes: { firstName: '{First}' },
          time,
        },
      },
    ],
    products: [
      {
        when: [{ column: 'Sku', empty: false }],
        record: {
          sku: '{Sku}',
          price: { amount: { $value: '{Price}', as: 'money' }, currency: 'EUR' },
          time,
        },
      },
    ],
    stock: [
      {
        when: [{ column: 'Sku', empty: false }],
        record: { sku: '{Sku}', store: '{Shop}', quantity: { $value: '{Stock}', as: 'number' }, time },
      },
    ],
  },
};
const header = 'No,First,Mail,Changed,Shop,Seller,Sku,Price,Stock';
const rows = [
  '1,Anna,anna@example.org,2026-02-01 10:00:00,LYO,Sam,SC-01,49.90,3',
  '1,Ann,anna@example.org,2026-02-03 10:00:00,LYO,,SC-01,59.90,2',
  '2,Bob,no address,2026-02-01 10:00:00,LYO,,,,',
  '3,Chloé,chloe@example.org,2026-02-01 10:00:00,NCE,,,,',
];

onBothDatabases((on) => {
  test('a row becomes records of several kinds; a row of which one is refused is a reject', async () => {
    await using app = await startTestChaland({ plugins: [sales, connectorCsv], on });
    using folder = testFolder();
    const run = (dryRun: boolean, lines = rows) =>
      importFile(
        {
          file: folder.write('customers.csv', `${[header, ...lines].join('\n')}\n`),
          mapping: folder.write('mapping.json', JSON.stringify(mapping)),
          rejects: join(folder.path, 'rejects.csv'),
          dryRun,
          resume: true,
          signal: new AbortController().signal,
          progress() {},
        },
        app.contextOf('connector-csv'),
      );
    const expected = {
      stores: { recorded: 4, unchanged: 0, conflict: 0, rejected: 0 },
      staff: { recorded: 1, unchanged: 0, conflict: 0, rejected: 0 },
      products: { recorded: 2, unchanged: 0, conflict: 0, rejected: 0 },
      stock: { recorded: 2, unchanged: 0, conflict: 0, rejected: 0 },
      profiles: { recorded: 3, unchanged: 0, conflict: 0, rejected: 1 },
    };
    const tried = await run(true);
    assert.deepEqual(tried.records, expected);
    assert.deepEqual(await app.db.query('select 1 from chaland.profile'), [], 'nothing was recorded');

    const done = await run(false);
    assert.deepEqual(done.records, expected);
    assert.deepEqual(done.rows, { read: 4, used: 3, rejected: 1 });
    assert.deepEqual(
      done.reasons.map(({ reason }) => reason),
      ['CHL_IDENTIFIER_INVALID /profiles/identifiers/*/value'],
    );
    assert.match(readFileSync(join(folder.path, 'rejects.csv'), 'utf8'), /2,Bob,no address/);
    const golden = await app.db.query('select attributes from chaland.customer order by attributes::text');
    assert.deepEqual(golden, [{ attributes: { firstName: 'Ann' } }, { attributes: { firstName: 'Chloé' } }]);
    const { body } = await app.get('/api/x/sales/products');
    assert.deepEqual(body.items[0].price, { amount: 5990, currency: 'EUR' });
    const { body: stock } = await app.get('/api/x/sales/stock');
    assert.deepEqual(
      stock.items.map(({ store, quantity }: Record<string, string>) => [store, quantity]),
      [['LYO', '2']],
    );

    const again = await run(false, [...rows].reverse());
    assert.equal(again.records!.profiles!.recorded, 0);
    assert.deepEqual(again.records!.profiles, { recorded: 0, unchanged: 3, conflict: 0, rejected: 1 });
    const imports = (await app.get('/api/x/connector-csv/imports')).body.items;
    const reports = await Promise.all(
      imports.map(({ id }: { id: string }) => app.get(`/api/x/connector-csv/imports/${id}`)),
    );
    assert.deepEqual(reports.map(({ body: { report } }) => report.records.profiles.unchanged).sort(), [0, 3]);
  });
});

test('an import of records that was stopped goes on where it stood', async () => {
  await using app = await startTestChaland({ plugins: [sales, connectorCsv] });
  using folder = testFolder();
  const lines = Array.from(
    { length: 1_500 },
    (_, n) => `${n},Anna,a${n}@example.org,2026-02-01 10:00:00,LYO,,,,`,
  );
  const files = {
    file: folder.write('customers.csv', `${[header, ...lines].join('\n')}\n`),
    mapping: folder.write('mapping.json', JSON.stringify(mapping)),
  };
  const run = (signal: AbortSignal, progress: (state: { recorded: number }) => void) =>
    importFile(
      { ...files, rejects: join(folder.path, 'rejects.csv'), dryRun: false, resume: true, signal, progress },
      app.contextOf('connector-csv'),
    );
  const stop = new AbortController();
  const stopped = await run(stop.signal, ({ recorded }) => recorded > 0 && stop.abort());
  assert.equal(stopped.complete, false);
  const report = await run(new AbortController().signal, () => {});
  assert.equal(report.complete, true);
  assert.deepEqual(report.rows, { read: 1_500, used: 1_500, rejected: 0 });
  assert.deepEqual(report.records!.profiles, { recorded: 1_500, unchanged: 0, conflict: 0, rejected: 0 });
});

test('a mapping that makes nothing is refused', async () => {
  await using app = await startTestChaland({ plugins: [connectorCsv] });
  using folder = testFolder();
  const options = {
    file: folder.write('customers.csv', `${header}\n`),
    mapping: folder.write('mapping.json', JSON.stringify({ source: 'crm' })),
    dryRun: true,
    resume: true,
    signal: new AbortController().signal,
    progress() {},
  };
  await assert.rejects(
    importFile(options, app.contextOf('connector-csv')),
    /CSV_MAPPING_INVALID: it makes nothing/,
  );
});
