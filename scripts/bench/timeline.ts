import pg from 'pg';
import { httpRequest, load } from './load.ts';
import { latencyRow, percentile, type Row } from './row.ts';
import { seedMoments } from './seed-moments.ts';
import type { Server } from './server.ts';

/** A page of the timeline of customers with 1,000 moments each, among ten million. */
export async function benchTimeline(url: string, server: Server, total = 10_000_000): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const customers = await seedMoments(client, { total, heavy: Math.min(200, total / 2_000) });
  await client.end();

  let turn = 0;
  const next = () =>
    httpRequest(
      'GET',
      `/api/customers/${customers[turn++ % customers.length]}/timeline?limit=50`,
      server.headers,
    );
  await load({ port: server.port, connections: 1, seconds: 2, next });
  const { latencies, failures } = await load({ port: server.port, connections: 1, seconds: 10, next });
  if (Object.keys(failures).length > 0) throw new Error(`timeline answered ${JSON.stringify(failures)}`);
  return [
    latencyRow(
      `timeline page of a customer with 1,000 moments among ${total.toLocaleString('en')}`,
      { p99: [percentile(latencies, 99), 20] },
      `p50 ${percentile(latencies, 50).toFixed(1)} ms, ${latencies.length} pages of 50`,
    ),
  ];
}
