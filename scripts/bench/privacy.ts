import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Chaland, createChaland } from '@chaland/core';
import policyFr from '@chaland/policy-fr';
import sales from '@chaland/sales';
import pg from 'pg';
import { receiptOf } from './ingest/receipts.ts';
import { latencyRow, percentile, type Row } from './row.ts';
import { seedCustomers } from './seed-customers.ts';

/** One customer in so many was last seen too long ago. */
const oneIn = 500;

/**
 * Erasing people one by one among many, what that does to moments that come in meanwhile, and the retention job over
 * everybody.
 * @param url an empty database
 */
export async function benchPrivacy(url: string, total = 1_000_000): Promise<Row[]> {
  const app = await createChaland({
    database: url,
    plugins: [sales, policyFr],
    secretKey: randomBytes(32).toString('base64'),
  });
  try {
    await app.stores.put({ code: 'paris', name: 'Paris' });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await seedCustomers(client, total);
    await seedReceipts(client, total);
    const { rows } = await client.query<{ id: string }>(
      `select id from chaland.customer order by md5(id::text) limit 100`,
    );
    await client.end();

    const still = await ingest(app, 5);
    let erasing = true;
    const durations: number[] = [];
    const meanwhile = ingest(app, () => erasing);
    try {
      for (const { id } of rows) {
        const before = performance.now();
        await app.privacy.erase(id, {
          by: { kind: 'system', id: 'bench', name: 'bench' },
          reason: 'request',
        });
        durations.push(performance.now() - before);
        await pause(20);
      }
    } finally {
      erasing = false;
      await meanwhile;
    }
    const waited = await meanwhile;

    const began = performance.now();
    const run = await app.privacy.retention.run();
    const seconds = (performance.now() - began) / 1000;
    const gone = Object.values(run?.counts ?? {}).reduce((sum, count) => sum + count, 0);
    const among = `among ${total.toLocaleString('en')}`;
    return [
      latencyRow(
        `erasing a customer ${among}`,
        { p99: [percentile(durations, 99), 1_000] },
        `p50 ${percentile(durations, 50).toFixed(0)} ms`,
      ),
      latencyRow(
        'a moment recorded while customers are erased one after the other',
        { p99: [percentile(waited, 99), 1_000] },
        `p50 ${percentile(waited, 50).toFixed(1)} ms; ${percentile(still, 50).toFixed(1)} and p99 ${percentile(still, 99).toFixed(1)} ms without`,
      ),
      {
        work: `retention over ${total.toLocaleString('en')} customers, of whom ${gone.toLocaleString('en')} go`,
        raw: null,
        ours: `${seconds.toFixed(0)} s`,
        ratio: null,
        reach: '≤ 1,800 s',
        reached: run?.state === 'done' && seconds <= 1_800 && gone >= total / oneIn / 2,
      },
    ];
  } finally {
    await app.close();
  }
}

/** A receipt for everybody, within the last year but for some. */
async function seedReceipts(client: pg.Client, total: number): Promise<void> {
  await client.query(
    `insert into chaland.moment
       (profile_id, occurred_at, id, epoch, type, version, source, source_key, live, recorded_at, data)
     select id, now() - make_interval(days => case when key::int % ${oneIn} = 0 then 1500 else key::int % 300 end),
       gen_random_uuid(), 1, 'receipt', 1, 'bench-till', 'r' || key, false, now(),
       jsonb_build_object('number', key, 'currency', 'EUR', 'lines', jsonb_build_array(jsonb_build_object(
         'sku', 'S1', 'name', 'Article', 'quantity', 1, 'unitPrice', '12.90', 'amount', 1290)))
     from chaland.profile where key::int < $1`,
    [total],
  );
  // The name too: an update that needs none of the generated columns takes PostgreSQL 25 kB a row.
  await client.query(
    "update chaland.customer set created_at = now() - interval '5 years', search_name = search_name",
  );
  await client.query('vacuum analyze chaland.moment');
  await client.query('vacuum analyze chaland.customer');
}

/** Of the receipts that come in. */
let numbers = 0;

/** Single moments, 50 a second. @returns how long each took, in milliseconds */
async function ingest(app: Chaland, until: number | (() => boolean)): Promise<number[]> {
  const end = typeof until === 'number' ? performance.now() + until * 1_000 : 0;
  const going = () => (typeof until === 'number' ? performance.now() < end : until());
  const taken: number[] = [];
  const under: Promise<void>[] = [];
  for (let n = numbers; going(); n = ++numbers) {
    const before = performance.now();
    under.push(
      app.moments.recordOne(receiptOf(n % 1_000, n)).then(() => {
        taken.push(performance.now() - before);
      }),
    );
    await pause(20);
  }
  await Promise.all(under);
  return taken;
}
