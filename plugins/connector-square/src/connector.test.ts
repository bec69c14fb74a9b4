import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startTestChaland, type TestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { Answer } from './api.ts';
import square from './plugin.ts';
import { type FakeSquare, startSquare } from './testing/fake-square.ts';
import { args } from './testing/mapped.ts';
import { customer, event, order, returnOrder } from './testing/seller.ts';

const start = '2026-03-20T09:00:00Z';
let app: TestChaland;
const servers: FakeSquare[] = [];

before(async () => {
  app = await startTestChaland({
    plugins: [sales, square],
    start,
    config: { http: { origin: 'https://crm.example.org' } },
  });
  await app.post('/api/stores', { code: 'lyon', name: 'Lyon' });
});
after(async () => {
  await app.close();
  for (const server of servers) await server[Symbol.asyncDispose]();
});

/** A seller and a connection of a test's own. */
async function connected(more: Record<string, unknown> = {}) {
  const seller = await startSquare();
  const made = servers.push(seller);
  const source = `square-${made}`;
  const merchant = `${args.merchant}-${made}`;
  const connection = await app.connect({
    connector: 'connector-square',
    source,
    args: { ...args, merchant, api: seller.address, ...more },
  });
  return { connection, source, seller };
}

function signed(body: string | Answer, url: string, key = args.signatureKey) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = createHmac('sha256', key)
    .update(url + text)
    .digest('base64');
  return {
    body: text,
    headers: { 'content-type': 'application/json', 'x-square-hmacsha256-signature': signature },
  };
}

const momentsOf = async (source: string) =>
  app.db.query<{ key: string; type: string; live: boolean; sku: string | null }>(
    `select source_key as key, type, live, data -> 'lines' -> 0 ->> 'sku' as sku from chaland.moment
     where source = $1 order by source_key`,
    [source],
  );

test('a completed order is fetched within seconds of its event, with the SKUs of its articles', async () => {
  const { connection, source, seller } = await connected();
  await app.pull(connection.id);
  seller.orders.push(order({ updated_at: '2026-03-20T09:00:00.500Z', closed_at: '2026-03-20T09:00:00Z' }));
  seller.skus.VARIATION1 = 'ROBE-38';
  const note = event('order.updated', {
    order_updated: { order_id: 'ORDER1', state: 'COMPLETED', version: 4 },
  });
  app.clock.advance({ seconds: 1 });
  assert.equal((await app.deliver(connection, signed(note, connection.url))).status, 200);
  await app.inbox.drain();
  await app.jobs.drain();
  assert.deepEqual(await momentsOf(source), []);
  app.clock.advance({ seconds: 5 });
  await app.jobs.drain();
  assert.deepEqual(await momentsOf(source), [
    { key: 'order/ORDER1', type: 'receipt', live: true, sku: 'ROBE-38' },
  ]);
});

test('only what is signed with the key over the address and the bytes is taken, and once', async () => {
  const { connection } = await connected();
  const body = event('customer.updated', { customer: customer() });
  const status = async (delivery: ReturnType<typeof signed>) =>
    (await app.deliver(connection, delivery)).status;
  assert.equal(await status(signed(body, connection.url, 'another key')), 401);
  assert.equal(await status(signed(body, 'https://elsewhere.example.org/hooks/1')), 401);
  assert.equal(await status({ ...signed(body, connection.url), body: JSON.stringify(body, null, 2) }), 401);
  assert.equal((await app.deliver(connection, { body })).status, 401);
  for (let time = 0; time < 3; time++) assert.equal(await status(signed(body, connection.url)), 200);
  await app.inbox.drain();
  const { body: answer } = await app.get(`/api/deliveries?connection=${connection.id}`);
  assert.deepEqual(
    answer.items.map(({ topic, state }: { topic: string; state: string }) => [topic, state]),
    [['customer.updated', 'done']],
  );
});

test('behind something that changes the address, the address that Square signs is configured', async () => {
  const hookUrl = 'https://hooks.example.org/square';
  const { connection } = await connected({ hookUrl });
  const body = event('customer.updated', { customer: customer() });
  assert.equal((await app.deliver(connection, signed(body, hookUrl))).status, 200);
  assert.equal((await app.deliver(connection, signed(body, connection.url))).status, 401);
});

test('the history is fetched from where a failure left it, each order once, as no news', async () => {
  const { connection, source, seller } = await connected();
  seller.locations.push(...Array.from({ length: 12 }, (_, index) => `OTHER${index}`));
  seller.customers.push(customer(), customer({ id: 'CUSTOMER2' }), customer({ id: 'CUSTOMER3' }));
  for (let index = 1; index <= 7; index++) {
    seller.orders.push(order({ id: `O${index}`, updated_at: `2026-03-0${index}T10:00:00.000Z` }));
  }
  seller.orders.push(returnOrder(), order({ id: 'OPEN', state: 'OPEN' }));
  // The third page fails for longer than anybody tries.
  seller.fail({ status: 500 }, { after: 2, times: 5, on: 'POST /v2/orders/search' });
  const broken = await app.pull(connection.id);
  assert.match(JSON.stringify(broken), /500/);
  const halfway = (await momentsOf(source)).length;
  assert.ok(halfway > 0 && halfway < 8, String(halfway));
  const asked = seller.calls.length;
  await app.pull(connection.id);
  const found = await momentsOf(source);
  assert.deepEqual(
    found.map(({ key }) => key),
    ['order/O1', 'order/O2', 'order/O3', 'order/O4', 'order/O5', 'order/O6', 'order/O7', 'return/ORDER2'],
  );
  assert.ok(found.every(({ live }) => !live));
  // It went on after the customers.
  assert.ok(!seller.calls.slice(asked).some(({ path }) => path === '/v2/customers/search'));
});

test('a slow, curt and forgetful Square is asked again', async () => {
  const { connection, source, seller } = await connected();
  for (const id of ['O1', 'O2', 'O3', 'O4', 'O5']) seller.orders.push(order({ id }));
  const on = 'POST /v2/orders/search';
  seller.fail({ status: 429, retryAfter: 1 });
  seller.fail('cut short');
  seller.fail({ status: 503 });
  seller.fail('no answer');
  seller.fail('slow');
  seller.fail('empty page', { on });
  seller.fail('page again', { on, after: 1 });
  await app.pull(connection.id);
  assert.equal((await momentsOf(source)).length, 5);
});

test('a token that may not read the catalog still brings orders', async () => {
  const { connection, source, seller } = await connected();
  seller.orders.push(order());
  seller.lacks.add('ITEMS_READ');
  await app.pull(connection.id);
  assert.deepEqual(
    (await momentsOf(source)).map(({ sku }) => sku),
    ['VARIATION1'],
  );
});

test('the check says what is wrong, and where', async () => {
  await using fake = await startSquare();
  const checked = async (more: Record<string, unknown>) => {
    const { body } = await app.post('/api/connections/check', {
      connector: 'connector-square',
      args: { ...args, api: fake.address, ...more },
    });
    return body as { ok: boolean; says?: { en: string }; pointer?: string };
  };
  const good = await checked({});
  assert.equal(good.ok, true, JSON.stringify(good));
  assert.match(good.says!.en, /Maison Simulée, 1 location\./);
  const wrong = await checked({ accessToken: 'another' });
  assert.deepEqual([wrong.ok, wrong.pointer], [false, '/accessToken']);
  const other = await checked({ merchant: 'MERCHANT2' });
  assert.deepEqual([other.pointer, other.says!.en.includes('MERCHANT1')], ['/merchant', true]);
  const nowhere = await checked({ locations: [{ location: 'NOWHERE', store: 'lyon' }] });
  assert.equal(nowhere.pointer, '/locations/0/location');
  fake.lacks.add('ORDERS_READ');
  assert.match((await checked({})).says!.en, /ORDERS_READ/);
});
