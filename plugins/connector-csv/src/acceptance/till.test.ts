import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startTestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import { importFile } from '../import/run.ts';
import connectorCsv from '../plugin.ts';
import { testFolder } from '../testing/files.ts';

const mapping = fileURLToPath(new URL('../../mappings/till.json', import.meta.url));
const header =
  'Magasin;Ticket;Date;Heure;Carte;Email;Nom;Prénom;Article;EAN;Libellé;Qté;PU;Montant;TVA %;TVA';
const head = 'LYON;1042;02/03/2026;09:15;7700123;someone@example.org;Doe;Jo';

test('a French till writes semicolons, decimal commas and accents, and is understood', async () => {
  await using app = await startTestChaland({ plugins: [sales, connectorCsv], start: '2026-03-03T09:00:00Z' });
  using folder = testFolder();
  const lines = [
    header,
    `${head};SC-01;4006381333931;Écharpe;2;25,50;51,00;20;8,50`,
    `${head};;;SOUS-TOTAL;;;51,00;;`,
    `${head};FR-02;;Fromage à la coupe;0,350;24,90;8,72;5,5;0,45`,
  ];
  const file = folder.write('till.csv', Buffer.from(lines.join('\r\n'), 'latin1'));
  const report = await importFile(
    {
      file,
      mapping,
      rejects: `${folder.path}/rejects.csv`,
      dryRun: false,
      resume: true,
      signal: new AbortController().signal,
      progress() {},
    },
    app.contextOf('connector-csv'),
  );
  assert.deepEqual(report.rows, { read: 3, used: 2, rejected: 1 });
  assert.deepEqual(
    report.reasons.map(({ reason }) => reason),
    ['subtotal'],
  );

  await app.drain();
  const { items } = (await app.get('/api/x/sales/receipts?lines=true')).body;
  assert.equal(items.length, 1);
  const [moment] = await app.db.query('select occurred_at as at, data from chaland.moment');
  assert.deepEqual(moment, {
    // A quarter past nine in Lyon.
    at: new Date('2026-03-02T08:15:00Z'),
    data: {
      number: '1042',
      currency: 'EUR',
      channel: 'store',
      lines: [
        {
          sku: 'SC-01',
          gtin: '4006381333931',
          name: 'Écharpe',
          quantity: 2,
          unitPrice: '25.50',
          amount: 5100,
          tax: { rate: '20', amount: 850 },
        },
        {
          sku: 'FR-02',
          name: 'Fromage à la coupe',
          quantity: 0.35,
          unitPrice: '24.90',
          amount: 872,
          tax: { rate: '5.5', amount: 45 },
        },
      ],
      totals: { total: 5972 },
    },
  });
});
