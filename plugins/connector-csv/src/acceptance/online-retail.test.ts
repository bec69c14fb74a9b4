import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { checkInvoices } from '../testing/check-invoices.ts';
import { sharedData } from '../testing/shared-data.ts';

const { file, missing } = sharedData('online_retail/online_retail_part1_2010-12_2011-05.csv.gz');
const { file: reference } = sharedData('online_retail/rfm_reference_part1_asof_2011-06-01.csv');

// Whole customers, so that the reference holds for each; the long test takes all of them.
const isOurs = (number: string) => /[16]$/.test(number);

describe('half a year of invoices of every fifth customer of a British shop', { skip: missing }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'chaland-invoices-'));
  const invoices = join(folder, 'invoices.csv');
  before(() => writeFileSync(invoices, everyFifth(file)));
  after(() => rmSync(folder, { recursive: true, force: true }));
  checkInvoices(
    { invoices, reference, isOurs },
    {
      lines: 50_419,
      receipts: 1_859,
      returns: 382,
      writeOffs: 132,
      customers: 554,
      unsold: 7,
      net: 91_936_413,
    },
  );
});

/** The rows of our customers, and of invoices to nobody by their own number. */
function everyFifth(zipped: string): string {
  const [header, ...rows] = gunzipSync(readFileSync(zipped)).toString('utf8').split('\n');
  const ours = rows.filter((row) => {
    const customer = row.split(',').at(-2);
    return isOurs(customer || row.slice(0, row.indexOf(',')));
  });
  return `${[header, ...ours].join('\n')}\n`;
}
