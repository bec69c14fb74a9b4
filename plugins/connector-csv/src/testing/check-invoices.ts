import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { onBothDatabases } from '@chaland/core/testing';
import { byNumber, type InvoiceShop, openInvoiceShop, type Purchases } from './invoice-shop.ts';

/** What invoices of UCI Online Retail (CC BY 4.0) come to, counted apart from this project. */
export interface InvoiceFigures {
  lines: number;
  receipts: number;
  returns: number;
  /** Each of one line. */
  writeOffs: number;
  customers: number;
  /** Customers who brought back and never bought. */
  unsold: number;
  /** Pence, sales less returns, of customers and of nobody. */
  net: number;
}

const none = { recorded: 0, duplicate: 0, conflict: 0, rejected: 0 };
const counted = (number: number) => number.toLocaleString('en-GB');

/**
 * What a real export of a till comes to, from the command line to the scores.
 * @param given.invoices the file
 * @param given.reference what each customer bought by 1 June 2011, reckoned apart from this project
 * @param given.isOurs which customers of the reference have invoices in the file
 */
export function checkInvoices(
  {
    invoices,
    reference,
    isOurs = () => true,
  }: { invoices: string; reference: string; isOurs?: (customer: string) => boolean },
  { lines, receipts, returns, writeOffs, customers, unsold, net }: InvoiceFigures,
): void {
  onBothDatabases((on) => {
    describe('imported at once', () => {
      let shop: InvoiceShop;
      before(async () => {
        shop = await openInvoiceShop(on, invoices);
        await shop.import();
      });
      after(() => shop.close());

      test(`${counted(receipts + returns + writeOffs)} invoice numbers are ${counted(receipts)} receipts, ${counted(returns)} returns and ${writeOffs} stock write-offs`, () => {
        const { rows, moments, reasons, content } = shop.report!;
        assert.deepEqual(content.types, { receipt: receipts, return: returns });
        assert.deepEqual(moments, { ...none, recorded: receipts + returns });
        assert.deepEqual(
          reasons.map(({ reason, rows: count }) => [reason, count]),
          [['stock write-off', writeOffs]],
        );
        assert.deepEqual(rows, { read: lines, used: lines - writeOffs, rejected: writeOffs });
      });

      test('every rejected line is in the rejects file, with its number and the reason', () => {
        const [header, ...rejected] = shop.rejects().trimEnd().split('\n');
        assert.match(header!, /^\ufeffline,reason,InvoiceNo,StockCode,/);
        assert.equal(rejected.length, writeOffs);
        assert.ok(rejected.every((line) => /^\d+,stock write-off,\d+,/.test(line)));
      });

      test('every line that was used is a line of a receipt or return, identical ones too', async () => {
        assert.equal(await shop.count('sales.line'), lines - writeOffs);
      });

      test('an invoice whose lines stand apart in the file is one receipt', async () => {
        const [row] = await shop.rows<{ lines: number }>(
          `select count(*) as lines from sales.receipt join sales.line using (profile_id, moment_id)
         where number = '542806'`,
        );
        assert.equal(row!.lines, 39);
      });

      test(`${counted(customers)} customers are known by their number`, async () => {
        assert.equal(await shop.count('chaland.customer'), customers);
      });

      test(`sales less returns are ${counted(net / 100)} GBP`, async () => {
        const [row] = await shop.rows<{ net: number; currencies: string }>(
          `select sum(gross - refunds)::bigint as net, string_agg(distinct currency, ' ') as currencies
         from sales.receipt`,
        );
        assert.deepEqual(row, { net, currencies: 'GBP' });
      });

      test('as of 1 June 2011 every customer is what the reference says', async () => {
        const wanted = purchasesIn(reference, isOurs);
        assert.equal(wanted.size, customers);
        assert.deepEqual(await shop.purchases('2011-06-01'), wanted);
      });

      test(`the RFM score of every customer stands on the same figures; ${unsold} without a sale get none`, async () => {
        const wanted = purchasesIn(reference, isOurs);
        const found = await shop.scores('2011-06-01');
        const sold = [...wanted].filter(([, { sales: count }]) => count > 0);
        assert.equal(wanted.size - sold.length, unsold);
        assert.deepEqual(
          found,
          new Map(
            [...wanted].map(([id, { recency, sales: count, net }]) => [
              id,
              count > 0 ? { recency, sales: count, net } : 'no score',
            ]),
          ),
        );
      });

      test('importing the file again changes nothing', async () => {
        const state = await shop.digest();
        const rejects = shop.rejects();
        const { rows, moments } = await shop.import();
        assert.deepEqual(moments, { ...none, duplicate: receipts + returns });
        assert.deepEqual(rows, { read: lines, used: lines - writeOffs, rejected: writeOffs });
        assert.deepEqual(await shop.digest(), state);
        assert.equal(shop.rejects(), rejects);
      });

      test('an import that was killed goes on, and ends in the same state', async () => {
        const other = await openInvoiceShop(on, invoices);
        try {
          await other.killImport();
          const report = await other.import();
          // All of them: what was committed before the kill is known to be this import's own.
          assert.deepEqual(report.moments, { ...none, recorded: receipts + returns });
          assert.deepEqual(report.rows, { read: lines, used: lines - writeOffs, rejected: writeOffs });
          assert.deepEqual(await other.digest(), await shop.digest());
          assert.equal(other.rejects(), shop.rejects());
        } finally {
          await other.close();
        }
      });
    });
  });
}

/** CustomerID,sale_invoices,last_sale_day,first_sale_day,gross,refunds,net,cancel_invoices,recency_days */
function purchasesIn(file: string, isOurs: (customer: string) => boolean): Map<string, Purchases> {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  const pence = (pounds: string | undefined) => Math.round(Number(pounds || 0) * 100);
  return byNumber(
    lines
      .filter((line) => isOurs(line.slice(0, line.indexOf(','))))
      .map((line) => {
        const [id, count, , , gross, refunds, net, , recency] = line.split(',');
        return [
          id!,
          {
            recency: recency ? Number(recency) : null,
            sales: Number(count || 0),
            gross: pence(gross),
            // The reference has them as negative sales.
            refunds: -pence(refunds) || 0,
            net: pence(net),
          },
        ];
      }),
  );
}
