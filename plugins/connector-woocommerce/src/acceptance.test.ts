import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestChaland, type TestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { Item } from './api.ts';
import woocommerce from './plugin.ts';
import { startShop } from './testing/fake-shop.ts';
import { args } from './testing/mapped.ts';
import { sharedData } from './testing/shared-data.ts';

const samples = sharedData('payloads/woocommerce');

let app: TestChaland;
before(async () => {
  app = await startTestChaland({ plugins: [sales, woocommerce] });
});
after(() => app.close());

/** A resource of the documentation; some examples are lists, or answers of batches with several lists. */
interface Sample {
  file: string;
  kind: string;
  body: Item;
}

function readSamples(): Sample[] {
  const files = readdirSync(samples.file).filter((file) => file.endsWith('.json'));
  assert.equal(files.length, 33);
  return files.flatMap((file) => {
    const kind = file.split('_')[0]!;
    const told = JSON.parse(readFileSync(join(samples.file, file), 'utf8')) as Item | Item[];
    const isBatch = !Array.isArray(told) && told.id === undefined;
    const bodies = Array.isArray(told) ? told : isBatch ? (Object.values(told).flat() as Item[]) : [told];
    return bodies.map((body) => ({ file, kind, body }));
  });
}

const send = async (connection: { id: string }, topic: string, body: Item) => {
  const text = JSON.stringify(body);
  const signature = createHmac('sha256', args.webhookSecret).update(text).digest('base64');
  const answer = await app.deliver(connection, {
    body: text,
    headers: { 'x-wc-webhook-topic': topic, 'x-wc-webhook-signature': signature },
  });
  assert.equal(answer.status, 200);
};

const statesOf = async (connection: { id: string }) => {
  const { body } = await app.get(`/api/deliveries?connection=${connection.id}&limit=100`);
  return body.items as {
    key: string;
    topic: string;
    state: string;
    reason: { en: string } | null;
    problem: unknown;
  }[];
};

test('every example of the documentation is taken over, or ignored with a reason', {
  skip: samples.missing,
}, async () => {
  const { store, ...storeless } = args;
  const connection = await app.connect({ connector: 'connector-woocommerce', args: storeless });
  for (const { kind, body } of readSamples()) await send(connection, `${kind}.updated`, body);
  await app.inbox.drain();
  const items = await statesOf(connection);
  for (const { topic, state, reason, problem, key } of items) {
    const kind = topic.split('.')[0]!;
    // Downloads of a customer are told as examples of customers, and are none; one order of the examples is unpaid.
    const isDownload = (problem as { pointer?: string } | null)?.pointer === '/id';
    if (kind === 'customer')
      assert.ok(
        state === 'done' || (state === 'quarantined' && isDownload),
        `${key} ${JSON.stringify(problem)}`,
      );
    else if (kind === 'order')
      assert.ok(state === 'done' || /is pending/.test(reason?.en ?? ''), `${key} ${JSON.stringify(problem)}`);
    else assert.ok(state === 'ignored' && reason, `${key} ${state}`);
  }
  const moments = await app.db.query<{ key: string }>(
    `select source_key as key from chaland.moment where source = $1 order by source_key`,
    [connection.source],
  );
  assert.deepEqual(
    moments.map(({ key }) => key),
    ['order/723', 'order/727', 'order/729'],
  );
});

test('the refunds of the examples are fetched with their order', { skip: samples.missing }, async () => {
  await using shop = await startShop();
  const all = readSamples();
  const order = all.find(({ kind, body }) => kind === 'order' && body.id === 723)!;
  shop.orders.push(order.body);
  shop.refunds['723'] = all.filter(({ kind }) => kind === 'refund').map(({ body }) => body);
  const { store, ...storeless } = args;
  const connection = await app.connect({
    connector: 'connector-woocommerce',
    source: 'fetched',
    args: { ...storeless, shop: shop.address },
  });
  await app.pull(connection.id);
  assert.deepEqual(await statesOf(connection), []);
  const returns = await app.db.query<{ key: string; amount: number; kind: string | null }>(
    `select source_key as key, (data -> 'lines' -> 0 ->> 'amount')::int as amount, data -> 'lines' -> 0 ->> 'kind' as kind
     from chaland.moment where source = 'fetched' and type = 'return' order by source_key`,
  );
  assert.deepEqual(returns, [
    { key: 'refund/724', amount: 900, kind: null },
    { key: 'refund/726', amount: 1000, kind: 'allowance' },
  ]);
});
