import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Chaland, createChaland, sql } from '@chaland/core';
import { type TestAddress, testAddress } from '@chaland/core/testing';
import sales from '@chaland/sales';
import { type PurchaseSummaryRow, salesFacts } from '@chaland/sales/contract';
import scoreRfm from '@chaland/score-rfm';
import type { CsvReport } from '../import/tally.ts';
import connectorCsv from '../plugin.ts';
import { type TestCli, testCli } from './cli.ts';

const mapping = fileURLToPath(new URL('../../mappings/online-retail.json', import.meta.url));
const plugins = [sales, connectorCsv, scoreRfm];
const packages = ['@chaland/sales', '@chaland/connector-csv', '@chaland/score-rfm'];
const rejectsName = 'rejects.csv';

// A thousand questions to the API are a thousand lines of log.
process.env.CHALAND_LOG_LEVEL ??= 'error';

/** What a customer bought, in pence and days. */
export interface Purchases {
  recency: number | null;
  sales: number;
  gross: number;
  refunds: number;
  net: number;
}

/** A database that the command line imports invoices into, and that is looked at between commands. */
export class InvoiceShop {
  report: CsvReport | undefined;
  readonly #cli: TestCli;
  readonly #database: TestAddress;
  #open: Promise<Chaland> | undefined;

  readonly #importIt: readonly string[];

  constructor(database: TestAddress, invoices: string) {
    this.#database = database;
    this.#importIt = ['import', invoices, '--mapping', mapping, '--rejects', rejectsName];
    this.#cli = testCli(packages, database.address);
  }

  async import(): Promise<CsvReport> {
    await this.#close();
    const { json } = await this.#cli.run<CsvReport>(...this.#importIt);
    this.report = json;
    return json;
  }

  /** Kills an import once the first batch is recorded: when there is a rejects file, not finished yet. */
  async killImport(): Promise<void> {
    const watcher = watch(this.#cli.folder);
    const child = this.#cli.start(...this.#importIt);
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

/** @param invoices the file to import */
export const openInvoiceShop = async (on: 'pglite' | 'postgres', invoices: string) =>
  new InvoiceShop(await testAddress({ on, plugins }), invoices);

export const byNumber = <T>(entries: [string, T][]): Map<string, T> =>
  new Map(entries.sort(([a], [b]) => Number(a) - Number(b)));
