import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startTestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import { importFile } from '../import/run.ts';
import connectorCsv from '../plugin.ts';
import { testFolder } from '../testing/files.ts';

const mapping = fileURLToPath(new URL('../../mappings/online-retail.json', import.meta.url));
const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const at = '2011-08-12 14:50:00';

/** A row, and what becomes of its invoice: a type of moment, or the reason why it is rejected. */
const rows: [string, string | RegExp][] = [
  [`1,22632,,6,${at},1.85,17850,United Kingdom`, 'receipt'],
  [`2,gift_0001_10,"Gift, voucher ""10""",1,${at},8.33,,EIRE`, 'receipt'],
  [`3,M,Manual,1,${at},.5,17850.0,Unspecified`, 'receipt'],
  [`4,PADS,PADS,1,${at},0.001,17850,United Kingdom`, 'receipt'],
  [`5,22632,FREE,1,${at},0,17850,United Kingdom`, 'receipt'],
  [`C6,D,Discount,-1,${at},1867.86,17850,United Kingdom`, 'return'],
  [`C7,22632,odd,2,${at},1.85,17850,United Kingdom`, /quantity|amount/],
  [`8,22632,lost,-5,${at},0.0,,United Kingdom`, 'stock write-off'],
  [`9,22632,none,0,${at},1.85,,United Kingdom`, /quantity/],
  [`10,22632,minus,-5,${at},1.85,,United Kingdom`, /quantity|amount/],
  [`A11,B,Adjust bad debt,1,${at},-11062.06,,United Kingdom`, 'bad-debt adjustment'],
  [`A12,B,Adjust bad debt,1,${at},11062.06,,United Kingdom`, 'bad-debt adjustment'],
  // What pays back in all is no receipt, whatever its lines say.
  [`13,22632,refund,1,${at},-1.85,,United Kingdom`, /CHL_INPUT_INVALID \/data\/lines$/],
  // A line may do without a number where it has a name.
  [`14,,no code,1,${at},1.85,,United Kingdom`, 'receipt'],
  [`15,22632,when,1,12/8/2011 14:50,1.85,,United Kingdom`, /InvoiceDate is no time/],
  [`16,22632,much,1e3,${at},1.85,,United Kingdom`, 'receipt'],
  [`17,22632,odd,six,${at},1.85,,United Kingdom`, /Quantity is not a number/],
  [`,22632,nothing,1,${at},1.85,,United Kingdom`, 'InvoiceNo is empty'],
];

test('whatever stands in a row of such a file, it is recorded or rejected with a reason', async () => {
  await using app = await startTestChaland({ plugins: [sales, connectorCsv] });
  using folder = testFolder();
  const file = folder.write('odd.csv', `${[header, ...rows.map(([row]) => row)].join('\r\n')}\r\n`);
  const report = await importFile(
    {
      file,
      mapping,
      rejects: join(folder.path, 'rejects.csv'),
      dryRun: false,
      resume: true,
      signal: new AbortController().signal,
      progress() {},
    },
    app.contextOf('connector-csv'),
  );
  await app.drain();
  assert.equal(report.rows.used + report.rows.rejected, rows.length);

  const recorded = await app.db.query<{ source_key: string; type: string }>(
    'select source_key, type from chaland.moment',
  );
  const types = new Map(recorded.map(({ source_key, type }) => [source_key, type]));
  const reasons = new Map(
    report.reasons.flatMap(({ reason, example }) =>
      [...example!.matchAll(/\d+/g)].map(([line]) => [Number(line), reason] as const),
    ),
  );
  for (const [index, [row, wanted]] of rows.entries()) {
    const became = types.get(row.split(',')[0]!) ?? reasons.get(index + 2) ?? 'lost';
    if (typeof wanted === 'string') assert.equal(became, wanted, row);
    else assert.match(became, wanted, row);
  }
  const [customers] = await app.db.query('select count(*) as n from chaland.customer');
  assert.deepEqual(customers, { n: 1 });
});
