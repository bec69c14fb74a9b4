import pg from 'pg';
import { receiptOf } from './ingest/receipts.ts';
import { httpRequest, load } from './load.ts';
import { median, type Row, rateRow } from './row.ts';
import { type Server, startServer } from './server.ts';

/** One receipt and one customer at a time on ten connections, against a bare Hono server; rounds take turns. */
export async function benchHttp(
  url: string,
  server: Server,
  { seconds = 4, rounds = 5 } = {},
): Promise<Row[]> {
  const bare = await startServer('./bare.ts', [url]);
  try {
    const customers = await someCustomers(url);
    const json = { 'content-type': 'application/json' };
    let number = 50_000_000;
    const nextPost = (headers: Record<string, string>, path: string) => () =>
      httpRequest('POST', path, { ...headers, ...json }, JSON.stringify(receiptOf(number % 5_000, number++)));
    let turn = 0;
    const nextGet = (headers: Record<string, string>, path: string) => () =>
      httpRequest('GET', `${path}${customers[turn++ % customers.length]}`, headers);

    // The receipts' customers become known, and both servers warm, before anything is timed.
    await run(bare.port, seconds, nextPost({}, '/moments'));
    await run(server.port, seconds, nextPost(server.headers, '/api/moments'));
    await run(bare.port, seconds, nextGet({}, '/customers/'));
    await run(server.port, seconds, nextGet(server.headers, '/api/customers/'));
    const figures = {
      rawPost: [] as number[],
      ourPost: [] as number[],
      rawGet: [] as number[],
      ourGet: [] as number[],
    };
    for (let round = 0; round < rounds; round++) {
      figures.rawPost.push(await run(bare.port, seconds, nextPost({}, '/moments')));
      figures.ourPost.push(await run(server.port, seconds, nextPost(server.headers, '/api/moments')));
      figures.rawGet.push(await run(bare.port, seconds, nextGet({}, '/customers/')));
      figures.ourGet.push(await run(server.port, seconds, nextGet(server.headers, '/api/customers/')));
    }
    return [
      rateRow(
        'POST /api/moments, one receipt, 10 connections',
        'req/s',
        median(figures.rawPost),
        median(figures.ourPost),
        0.7,
      ),
      rateRow(
        'GET /api/customers/{id}, 10 connections',
        'req/s',
        median(figures.rawGet),
        median(figures.ourGet),
        0.5,
      ),
    ];
  } finally {
    await bare.stop();
  }
}

async function run(port: number, seconds: number, next: () => string): Promise<number> {
  const { rate, failures } = await load({ port, connections: 10, seconds, next });
  if (Object.keys(failures).length > 0)
    throw new Error(`Answers that were not 2xx: ${JSON.stringify(failures)}`);
  return rate;
}

async function someCustomers(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    'select id from chaland.customer tablesample system (1) limit 5000',
  );
  const all =
    rows.length > 0
      ? rows
      : (await client.query<{ id: string }>('select id from chaland.customer limit 5000')).rows;
  await client.end();
  return all.map(({ id }) => id);
}
