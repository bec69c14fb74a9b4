import pg from 'pg';
import { httpRequest, load } from './load.ts';
import { latencyRow, percentile, type Row } from './row.ts';
import { seedCustomers } from './seed-customers.ts';
import type { Server } from './server.ts';

/** What sellers type, the awkward included: very common names, one letter, two common beginnings, and no hit at all. */
const names = [
  ...['jean', 'dupont', 'dup', 'kasa', 'mela', 'triva', 'garabe', 'lopez', 'zzz', 'qx'],
  ...['j', 'm', 'd', 'je', 'du', 'za', 'de', 'la'],
  ...[
    'jean dup',
    'dupont jean',
    'jea dup',
    'jea m',
    'm jea',
    'jean zz',
    'de la du',
    'ba be',
    'm zz',
    'jean m k',
    'ka la',
  ],
];
const emails = [
  'jean.dup',
  'jean.dupont1',
  'jean.dupont123@',
  'kasa',
  'm',
  'zz@',
  'dupont.jean@mail.example',
  'triva.g',
];
const phones = ['06', '06 1', '06 12 34', '+336', '+33 6 99', '0699887766', '07 00', '061234567'];

/** Searches among a million customers, one at a time; those that are seeded stay. */
export async function benchSearch(url: string, server: Server, total = 1_000_000): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await seedCustomers(client, total);
  await client.end();

  const rows: Row[] = [];
  for (const [what, queries] of Object.entries({
    'name part': names,
    'e-mail prefix': emails,
    phone: phones,
  })) {
    let turn = 0;
    const next = () =>
      httpRequest(
        'GET',
        `/api/customers?limit=20&q=${encodeURIComponent(queries[turn++ % queries.length]!)}`,
        server.headers,
      );
    await load({ port: server.port, connections: 1, seconds: 1, next });
    turn = 0;
    const { latencies, failures } = await load({ port: server.port, connections: 1, seconds: 8, next });
    if (Object.keys(failures).length > 0) throw new Error(`search answered ${JSON.stringify(failures)}`);
    const worst = slowest(queries, latencies);
    rows.push(
      latencyRow(
        `customer search by ${what} among ${total.toLocaleString('en')}`,
        { p50: [percentile(latencies, 50), 20], p99: [percentile(latencies, 99), 100] },
        `${latencies.length} searches; slowest is “${worst.query}” with p50 ${worst.median.toFixed(1)} ms`,
      ),
    );
  }
  return rows;
}

function slowest(
  queries: readonly string[],
  latencies: readonly number[],
): { query: string; median: number } {
  const medians = queries.map((query, i) => ({
    query,
    median: percentile(
      latencies.filter((_, turn) => turn % queries.length === i),
      50,
    ),
  }));
  return medians.reduce((a, b) => (b.median > a.median ? b : a));
}
