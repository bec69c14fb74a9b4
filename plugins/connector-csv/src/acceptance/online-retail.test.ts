// What a real export of a till comes to, from the command line to the scores: UCI Online Retail (CC BY 4.0),
// half a year of a British shop's invoices.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Chaland, createChaland, sql } from '@chaland/core';
import { onBothDatabases, type TestAddress, testAddress } from '@chaland/core/testing';
import sales from '@chaland/sales';
import { type PurchaseSummaryRow, salesFacts } from '@chaland/sales/contract';
import scoreRfm from '@chaland/score-rfm';
import type { CsvReport } from '../import/tally.ts';
import connectorCsv from '../plugin.ts';
import { type TestCli, testCli } from '../testing/cli.ts';
import { sharedData } from '../testing/shared-data.ts';

const { file: receipts, missing } = sharedData('online_retail/online_retail_part1_2010-12_2011-05.csv.gz');
const { file: reference } = sharedData('online_retail/rfm_reference_part1_asof_2011-06-01.csv');
const mapping = fileURLToPath(new URL('../../mappings/online-retail.json', import.meta.url));
const plugins = [sales, connectorCsv, scoreRfm];
const packages = ['@chaland/sales', '@chaland/connector-csv', '@chaland/score-rfm'];
const rejectsName = 'rejects.csv';
const importIt = ['import', receipts, '--mapping', mapping, '--rejects', rejectsName];

// A thousand questions to the API are a thousand lines of log.
process.env.CHALAND_LOG_LEVEL ??= 'error';

describe('half a year of invoices', { skip: missing }, () => {
  onBothDatabases((on) => {
    describe('imported at once', () => {
      let shop: Shop;
      before(async () => {
        shop = await openShop(on);
        await shop.import();
      });
      after(() => shop.close());

      test('10,783 invoice numbers are 8,455 receipts, 1,677 returns and 651 stock write-offs', () => {
        const { rows, moments, reasons, content } = shop.report!;
        assert.deepEqual(content.types, { receipt: 8455, return: 1677 });
        assert.deepEqual(moments, { recorded: 10_132, duplicate: 0, conflict: 0, rejected: 0 });
        assert.deepEqual(
          reasons.map(({ reason, rows: count }) => [reason, count]),
          [['stock write-off', 651]],
        );
        assert.deepEqual(rows, { read: 209_029, used: 208_378, rejected: 651 });
      });

      test('every rejected line is in the rejects file, with its number and the reason', () => {
        const [header, ...lines] = shop.rejects().trimEnd().split('\n');
        assert.match(header!, /^\ufeffline,reason,InvoiceNo,StockCode,/);
        assert.equal(lines.length, 651);
        assert.ok(lines.every((line) => /^\d+,stock write-off,\d+,/.test(line)));
      });

      test('every line that was used is a line of a receipt or return, identical ones too', async () => {
        assert.equal(await shop.count('sales.line'), 208_378);
      });

      test('an invoice whose lines stand apart in the file is one receipt', async () => {
        const [row] = await shop.rows<{ lines: number }>(
          `select count(*) as lines from sales.receipt join sales.line using (profile_id, moment_id)
           where number = '542806'`,
        );
        assert.equal(row!.lines, 39);
      });

      test('2,767 customers are known by their number', async () => {
        assert.equal(await shop.count('chaland.customer'), 2767);
      });

      test('sales less returns are 3,706,827.64 GBP', async () => {
        const [row] = await shop.rows<{ net: number; currencies: string }>(
          `select sum(gross - refunds)::bigint as net, string_agg(distinct currency, ' ') as currencies
           from sales.receipt`,
        );
        assert.deepEqual(row, { net: 370_682_764, currencies: 'GBP' });
      });

      test('as of 1 June 2011 every customer is what the reference says', async () => {
        const wanted = readReference();
        assert.equal(wanted.size, 2767);
        assert.deepEqual(await shop.purchases('2011-06-01'), wanted);
      });

      test('the RFM score of every customer stands on the same figures; 49 without a sale get none', async () => {
        const wanted = readReference();
        const found = await shop.scores('2011-06-01');
        const sold = [...wanted].filter(([, { sales: count }]) => count > 0);
        assert.equal(wanted.size - sold.length, 49);
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
        assert.deepEqual(moments, { recorded: 0, duplicate: 10_132, conflict: 0, rejected: 0 });
        assert.deepEqual(rows, { read: 209_029, used: 208_378, rejected: 651 });
        assert.deepEqual(await shop.digest(), state);
        assert.equal(shop.rejects(), rejects);
      });

      test('an import that was killed goes on, and ends in the same state', async () => {
        const other = await openShop(on);
        try {
          await other.killImport();
          const report = await other.import();
          // All of them: what was committed before the kill is known to be this import's own.
          assert.deepEqual(report.moments, { recorded: 10_132, duplicate: 0, conflict: 0, rejected: 0 });
          assert.deepEqual(report.rows, { read: 209_029, used: 208_378, rejected: 651 });
          assert.deepEqual(await other.digest(), await shop.digest());
          assert.equal(other.rejects(), shop.rejects());
        } finally {
          await other.close();
        }
      });
    });
  });
});

interface Purchases {
  recency: number | null;
  sales: number;
  gross: number;
  refunds: number;
  net: number;
}

/** A database that the command line imports into, and that is looked at between commands. */
class Shop {
  report: CsvReport | undefined;
  readonly #cli: TestCli;
  readonly #database: TestAddress;
  #open: Promise<Chaland> | undefined;

  constructor(database: TestAddress) {
    this.#database = database;
    this.#cli = testCli(packages, database.address);
  }

  async import(): Promise<CsvReport> {
    await this.#close();
    const { json } = await this.#cli.run<CsvReport>(...importIt);
    this.report = json;
    return json;
  }

  /** Kills an import once the first batch is recorded: when there is a rejects file, not finished yet. */
  async killImport(): Promise<void> {
    const watcher = watch(this.#cli.folder);
    const child = this.#cli.start(...importIt);
    const ended = once(child, 'close');
    const begun = new Promise<void>((resolve) => {
      watcher.on('change', (_, name) => name === `${rejectsName}.part` && resolve());
    });
    await Promise.race([begun, ended]);
    child.kill('SIGKILL');
    const [, signal] = await ended;
    watcher.close();
    assert.equal(signal, 'SIGKILL', 'the import ended before it could be killed');
  }

  rejects(): string {
    return readFileSync(join(this.#cli.folder, rejectsName), 'utf8');
  }

  async rows<Row>(statement: string): Promise<Row[]> {
    const { db } = await this.#chaland();
    return db.query<Row>(statement);
  }

  async count(table: string): Promise<number> {
    const [row] = await this.rows<{ n: number }>(`select count(*) as n from ${table}`);
    return row!.n;
  }

  /** What is known of everything, by the source's own numbers: ids and times of recording differ by run. */
  async digest(): Promise<Record<string, unknown>> {
    const hashed: Record<string, string> = {
      moments: `select m.source, m.source_key, m.type, m.version, m.occurred_at, m.live, m.data, s.code, p.key
        from chaland.moment m left join chaland.profile p on p.id = m.profile_id
        left join chaland.store s on s.id = m.store_id`,
      lines: `select r.source, r.number, r.kind, r.at, r.day, r.gross, r.refunds, r.articles, l.line_no, l.sku,
          l.quantity, l.unit_price, l.value
        from sales.receipt r join sales.line l using (profile_id, moment_id)`,
      facts: `select p.source, p.key, f.currency, f.first_sale_at, f.last_sale_day, f.sale_count, f.return_count,
          f.gross, f.refunds
        from sales.customer_fact f join chaland.profile p using (customer_id)`,
      days: 'select currency, day, sale_count, return_count, gross, refunds, articles from sales.store_day',
      customers: 'select source, key from chaland.profile',
    };
    const digest: Record<string, unknown> = {};
    for (const [name, select] of Object.entries(hashed)) {
      [digest[name]] = await this.rows(
        `select count(*) as n, md5(string_agg(h, '' order by h)) as digest
         from (select md5(x::text) as h from (${select}) x) y`,
      );
    }
    return digest;
  }

  /** By the service that scores stand on. */
  async purchases(asOf: string): Promise<Map<string, Purchases>> {
    const chaland = await this.#chaland();
    const { db, service } = chaland.contextOf('connector-csv');
    const summary = service(salesFacts).purchaseSummary({ asOf, currency: 'GBP' });
    const rows = await db.rows<PurchaseSummaryRow & { key: string }>(
      sql`select p.key, s.* from ${summary} as s join chaland.profile p using (customer_id)`,
    );
    return byNumber(
      rows.map(({ key, recency_days, sale_count, gross, refunds, net }) => [
        key,
        { recency: recency_days, sales: sale_count, gross, refunds, net },
      ]),
    );
  }

  /** By the API. */
  async scores(asOf: string): Promise<Map<string, unknown>> {
    const chaland = await this.#chaland();
    const { key } = await chaland.access.createKey({
      name: 'acceptance',
      grants: [{ role: 'administrator' }],
    });
    const ask = async (path: string, body?: unknown) => {
      const response = await chaland.request(path, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: (await response.json()) as ScoreBody };
    };
    assert.equal((await ask('/api/x/score-rfm/runs', { asOf })).status, 202);
    await chaland.jobs.drain();

    const customers = await this.rows<{ key: string; customer_id: string }>(
      'select key, customer_id from chaland.profile',
    );
    const scores: [string, unknown][] = [];
    for (const { key: number, customer_id } of customers) {
      const { status, body } = await ask(`/api/x/score-rfm/customers/${customer_id}`);
      if (status === 404) scores.push([number, 'no score']);
      else {
        const [recency, count, net] = body.reasons.map(({ value }) => value);
        scores.push([number, { recency, sales: count, net }]);
      }
    }
    return byNumber(scores);
  }

  async close(): Promise<void> {
    await this.#close();
    await this.#database.remove();
    this.#cli.remove();
  }

  /** An embedded database is open in one process at a time. */
  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await (await open)?.close();
  }

  #chaland(): Promise<Chaland> {
    this.#open ??= createChaland({
      database: this.#database.address,
      plugins,
      locale: { country: 'GB', timeZone: 'Europe/London', currency: 'GBP' },
    });
    return this.#open;
  }
}

interface ScoreBody {
  reasons: { value: number }[];
}

const openShop = async (on: 'pglite' | 'postgres') => new Shop(await testAddress({ on, plugins }));

const byNumber = <T>(entries: [string, T][]): Map<string, T> =>
  new Map(entries.sort(([a], [b]) => Number(a) - Number(b)));

/** CustomerID,sale_invoices,last_sale_day,first_sale_day,gross,refunds,net,cancel_invoices,recency_days */
function readReference(): Map<string, Purchases> {
  const [, ...lines] = readFileSync(reference, 'utf8').trimEnd().split(/\r?\n/);
  const pence = (pounds: string | undefined) => Math.round(Number(pounds || 0) * 100);
  return byNumber(
    lines.map((line) => {
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
