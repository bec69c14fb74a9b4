import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Chaland, createChaland, definePlugin, type Subscriber, subscriber } from '@chaland/core';
import sales from '@chaland/sales';
import pg from 'pg';
import { receiptOf } from './ingest/receipts.ts';
import { latencyRow, median, percentile, type Row, rateRow } from './row.ts';

const pageSize = 1_000;

interface Options {
  /** Receipts that are read. */
  moments?: number;
  rounds?: number;
  /** Of single posts at 100 a second. */
  seconds?: number;
}

/**
 * The stream against plain selects of the same rows, and how soon after its commit a moment reaches its handler.
 * @param url an empty database
 */
export async function benchStream(
  url: string,
  { moments = 50_000, rounds = 3, seconds = 15 }: Options = {},
): Promise<Row[]> {
  const count = countByStore();
  const handled = new Map<string, number>();
  const notice: Subscriber = {
    ...base('bench.notice'),
    from: 'now',
    async handle(items) {
      const now = performance.now();
      for (const { key } of items) handled.set(key, now);
    },
  };
  const plugin = definePlugin({
    id: 'bench',
    version: '1.0.0',
    title: { en: 'Benchmark', fr: 'Mesures' },
    requires: { api: '^1.0' },
    migrations: [
      {
        name: '0001-count',
        up: 'create table bench.count (store uuid primary key, n bigint, last timestamptz)',
      },
    ],
    contributes: [subscriber(count), subscriber(notice)],
  });
  // Sales brings the receipts; its own subscription rests meanwhile.
  const app = await open(url, [sales, plugin]);
  const writer = await open(url, [sales]);
  try {
    await app.stores.put({ code: 'paris', name: 'Paris' });
    for (const { id } of await app.stream.status()) {
      if (!id.startsWith('bench.')) await app.stream.pause(id, 'benchmark');
    }
    await seed(app, moments);
    const delivery = await benchDelivery(app, url, moments, rounds);
    await app.stream.drain();
    await app.stream.start();
    await writer.stream.start();
    const same = await benchLatency(app, handled, seconds);
    const other = await benchLatency(writer, handled, seconds);
    return [
      delivery,
      latency('from commit to handler, 100 single moments a second', same),
      latency('the same, handled by another process', other),
    ];
  } finally {
    await writer.close();
    await app.close();
  }
}

const base = (id: string) => ({ id, title: { en: id, fr: id } });

/** A handler as projections have it: one upsert of sums for a batch. */
function countByStore(): Subscriber {
  return {
    ...base('bench.count'),
    from: 'beginning',
    async reset({ db }) {
      await db.query('delete from bench.count');
    },
    async handle(items, { db }) {
      const byStore = Map.groupBy(items, ({ storeId }) => storeId);
      const rows = [...byStore].map(([store, all]) => ({
        store,
        n: all.length,
        last: new Date(Math.max(...all.map(({ time }) => time.getTime()))),
      }));
      await db.query(
        `insert into bench.count as c (store, n, last)
         select store, n, last from jsonb_to_recordset($1::jsonb) as r (store uuid, n bigint, last timestamptz)
         on conflict (store) do update set n = c.n + excluded.n, last = greatest(c.last, excluded.last)`,
        [JSON.stringify(rows)],
      );
    },
  };
}

async function open(url: string, plugins: Parameters<typeof createChaland>[0]['plugins']): Promise<Chaland> {
  process.env.CHALAND_LOG_LEVEL ??= 'warn';
  return createChaland({ database: url, plugins, secretKey: Buffer.alloc(32, 7).toString('base64') });
}

async function seed(app: Chaland, moments: number): Promise<void> {
  for (let from = 0; from < moments; from += pageSize) {
    const batch = Array.from({ length: pageSize }, (_, at) => receiptOf((from + at) % 5_000, from + at));
    const refused = (await app.moments.record(batch, { live: false })).find(
      ({ fate }) => fate !== 'recorded',
    );
    if (refused) throw new Error(JSON.stringify(refused));
  }
}

/** Interleaved rounds, since a machine's speed drifts. */
async function benchDelivery(app: Chaland, url: string, moments: number, rounds: number): Promise<Row> {
  const raw: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const selected = await rate(moments, () => selectAll(url));
    await app.stream.replay('bench.count');
    const delivered = await rate(moments, () => app.stream.drain({ subscription: 'bench.count' }));
    // The first one warms up.
    if (round === 0) continue;
    raw.push(selected);
    ours.push(delivered);
  }
  return rateRow(
    'stream delivery to one subscription, its upsert included',
    'moments/s',
    median(raw),
    median(ours),
    0.5,
  );
}

async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return count / ((performance.now() - begun) / 1_000);
}

/** The limit: the same columns of the same rows, page by page, on one connection. */
async function selectAll(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let after: unknown[] = [0, '0', 0];
  for (;;) {
    const { rows } = await client.query({
      name: 'page',
      text: `select profile_id, occurred_at, id, epoch, tx, seq, type, version, source, source_key,
                    store_id, staff_id, session, live, recorded_at, data
             from chaland.moment where (epoch, tx, seq) > ($1, $2::xid8, $3)
             order by epoch, tx, seq limit ${pageSize}`,
      values: after,
    });
    const last = rows.at(-1);
    if (!last) break;
    after = [last.epoch, last.tx, last.seq];
  }
  await client.end();
}

/** Milliseconds from each commit to its handler. */
async function benchLatency(app: Chaland, handled: Map<string, number>, seconds: number): Promise<number[]> {
  const committed = new Map<string, number>();
  const posts: Promise<void>[] = [];
  const begun = performance.now();
  for (let at = 0; at < seconds * 100; at++) {
    await pause(Math.max(0, begun + at * 10 - performance.now()));
    const id = randomUUID();
    const post = app.moments.record([{ ...receiptOf(at % 5_000, at), id }]).then(([fate]) => {
      if (fate?.fate !== 'recorded') throw new Error(JSON.stringify(fate));
      committed.set(id, performance.now());
    });
    posts.push(post);
  }
  await Promise.all(posts);
  while ([...committed.keys()].some((id) => !handled.has(id))) await pause(10);
  // A handler may be quicker than the answer to whoever posted.
  return [...committed].slice(100).map(([id, at]) => Math.max(0, handled.get(id)! - at));
}

const latency = (work: string, values: number[]): Row =>
  latencyRow(work, { p99: [percentile(values, 99), 25] }, `p50 ${median(values).toFixed(1)} ms`);
