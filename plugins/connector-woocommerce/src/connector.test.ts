import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startTestChaland, type TestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import type { Item } from './api.ts';
import woocommerce from './plugin.ts';
import { type FakeShop, startShop } from './testing/fake-shop.ts';
import { args } from './testing/mapped.ts';
import { account, order, refund } from './testing/shop.ts';

let app: TestChaland;
const servers: FakeShop[] = [];

before(async () => {
  app = await startTestChaland({ plugins: [sales, woocommerce], start: '2026-03-20T09:00:00Z' });
  for (const code of ['web', 'lyon']) await app.post('/api/stores', { code, name: code });
});
after(async () => {
  await app.close();
  for (const server of servers) await server.close();
});

/** A shop and a connection of a test's own. */
async function connected(more: Record<string, unknown> = {}) {
  const shop = await startShop();
  const source = `woo-${servers.push(shop)}`;
  const connection = await app.connect({
    connector: 'connector-woocommerce',
    source,
    args: { ...args, shop: shop.address, ...more },
  });
  return { connection, source, shop };
}

function signed(topic: string, content: Item | string, secret = args.webhookSecret) {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const [resource, event] = topic.split('.');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-wc-webhook-source': 'https://shop.example.org/',
      'x-wc-webhook-topic': topic,
      'x-wc-webhook-resource': resource!,
      'x-wc-webhook-event': event!,
      'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
      'x-wc-webhook-id': '3',
      // New at every attempt, and the same for all of one second.
      'x-wc-webhook-delivery-id': 'the same for all of one second',
    },
  };
}

const momentsOf = async (source: string) =>
  app.db.query<{ key: string; live: boolean }>(
    'select source_key as key, live from chaland.moment where source = $1 order by source_key',
    [source],
  );

test('the try of a webhook that was just saved is answered, and leaves nothing', async () => {
  const { connection } = await connected();
  const ping = { body: 'webhook_id=3', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  assert.equal((await app.deliver(connection, ping)).status, 200);
  assert.equal((await app.deliver(connection, { ...ping, body: 'webhook_id=3&id=7' })).status, 401);
  const { body } = await app.get(`/api/deliveries?connection=${connection.id}`);
  assert.deepEqual(body.items, []);
});

test('only what is signed is taken; the same again is the same, and two of one second are two', async () => {
  const { connection, source } = await connected();
  const status = async (delivery: ReturnType<typeof signed>) =>
    (await app.deliver(connection, delivery)).status;
  assert.equal(await status(signed('order.created', order(), 'another secret')), 401);
  assert.equal(
    await status({ ...signed('order.created', order()), body: JSON.stringify(order({ id: 7 })) }),
    401,
  );
  for (let time = 0; time < 3; time++) assert.equal(await status(signed('order.created', order())), 200);
  assert.equal(await status(signed('order.created', order({ id: 1002, number: '1002' }))), 200);
  await app.inbox.drain();
  const { body } = await app.get(`/api/deliveries?connection=${connection.id}`);
  assert.equal(body.items.length, 2);
  assert.deepEqual(await momentsOf(source), [
    { key: 'order/1001', live: true },
    { key: 'order/1002', live: true },
  ]);
});

test('what became of an order changes nothing that was sold, and its refund is fetched within seconds', async () => {
  const { connection, source, shop } = await connected();
  await app.pull(connection.id);
  const later = {
    date_modified_gmt: '2026-03-20T08:59:00',
    refunds: [{ id: 1009, reason: '', total: '-30.00' }],
  };
  const states = [
    order({ status: 'pending', date_paid_gmt: null }),
    order(),
    order({
      status: 'completed',
      date_completed_gmt: '2026-03-04T10:00:00',
      date_modified_gmt: '2026-03-04T10:00:00',
    }),
    order({ status: 'completed', ...later }),
  ];
  shop.orders.push(states.at(-1)!);
  shop.refunds['1001'] = [refund()];
  for (const state of states.toReversed()) await app.deliver(connection, signed('order.updated', state));
  await app.inbox.drain();
  assert.deepEqual(await momentsOf(source), [{ key: 'order/1001', live: true }]);
  app.clock.advance({ seconds: 5 });
  await app.jobs.drain();
  assert.deepEqual(await momentsOf(source), [
    { key: 'order/1001', live: true },
    { key: 'refund/1009', live: true },
  ]);
  const { body } = await app.get(`/api/deliveries?connection=${connection.id}&state=quarantined`);
  assert.deepEqual(body.items, []);
});

test('an account that is deleted joins the queue of privacy requests, where the retailer wants that', async () => {
  const { connection, source } = await connected({ deletedAccounts: 'erasure-request' });
  await app.deliver(connection, signed('customer.created', account()));
  await app.deliver(connection, signed('customer.deleted', { id: 42 }));
  await app.inbox.drain();
  const { body } = await app.get(`/api/deliveries?connection=${connection.id}`);
  assert.deepEqual(
    body.items.map(({ state }: { state: string }) => state),
    ['done', 'done'],
    JSON.stringify(body.items),
  );
  const requests = await app.db.query<{ kind: string }>(
    'select r.kind from chaland.privacy_request r join chaland.profile p on p.customer_id = r.customer_id where p.source = $1',
    [source],
  );
  assert.deepEqual(requests, [{ kind: 'erasure' }]);
});

test('the history is whole, though orders change while it is read', async () => {
  const { connection, source, shop } = await connected();
  for (let index = 0; index < 230; index++) {
    shop.accounts.push(account({ id: index + 1, email: `person${index}@example.org`, billing: {} }));
  }
  // A whole page of them was changed in one second: a plugin ran.
  for (let index = 0; index < 180; index++) {
    const second =
      index < 120 ? '2026-02-01T10:00:00' : `2026-02-02T10:00:${String(index % 60).padStart(2, '0')}`;
    shop.orders.push(order({ id: index + 1, number: String(index + 1), date_modified_gmt: second }));
  }
  let lists = 0;
  shop.before = () => {
    lists += 1;
    if (lists === 2) {
      // Two that were seen go to the end of the list.
      shop.orders[0] = { ...shop.orders[0], date_modified_gmt: '2026-03-19T10:00:00' };
      shop.orders[1] = { ...shop.orders[1], date_modified_gmt: '2026-03-19T10:00:01' };
    }
  };
  shop.fail({ status: 429, retryAfter: 1 });
  shop.fail('cut short');
  shop.fail({ status: 502 });
  shop.fail('no answer');
  await app.pull(connection.id);
  const found = await momentsOf(source);
  assert.equal(found.length, 180);
  assert.ok(found.every(({ live }) => !live));
  const [{ count } = { count: '0' }] = await app.db.query<{ count: string }>(
    'select count(*)::text as count from chaland.profile where source = $1',
    [source],
  );
  assert.equal(count, '230');
});

test('a pull that failed goes on where it stood, and the next one asks for what changed since', async () => {
  const { connection, source, shop } = await connected();
  for (let index = 0; index < 120; index++) {
    const minute = String(Math.floor(index / 2)).padStart(2, '0');
    shop.orders.push(
      order({
        id: index + 1,
        number: String(index + 1),
        date_modified_gmt: `2026-02-01T10:${minute}:0${index % 2}`,
      }),
    );
  }
  shop.fail({ status: 500 }, { after: 1, times: 5, on: 'GET /wp-json/wc/v3/orders' });
  await app.pull(connection.id);
  assert.equal((await momentsOf(source)).length, 50);
  await app.pull(connection.id);
  assert.equal((await momentsOf(source)).length, 120);
  const calls = shop.calls.length;
  await app.pull(connection.id);
  const [again] = shop.calls.slice(calls);
  assert.equal(again!.query.get('modified_after'), '2026-02-01T10:54:00');
  assert.equal(shop.calls.length, calls + 1);
});

test('the check says what is wrong, and where', async () => {
  const shop = await startShop();
  servers.push(shop);
  const checked = async (more: Record<string, unknown> = {}) => {
    const { body } = await app.post('/api/connections/check', {
      connector: 'connector-woocommerce',
      args: { ...args, shop: shop.address, ...more },
    });
    return body as { ok: boolean; says?: { en: string; fr: string }; pointer?: string };
  };
  shop.orders.push(order());
  const good = await checked();
  assert.deepEqual(
    [good.ok, good.says?.en],
    [true, 'The shop answers: 1 orders, 0 customers.'],
    JSON.stringify(good),
  );
  assert.equal((await checked({ consumerKey: 'ck_other' })).pointer, '/consumerKey');
  assert.match((await checked({ shop: 'http://shop.example.org' })).says!.en, /https/);
  const instead = async (status: number, body: unknown) => {
    shop.instead = { status, body };
    return (await checked()).says!.en;
  };
  assert.match(await instead(404, '<html>Not found</html>'), /Permalinks/);
  assert.match(await instead(200, '<html>Welcome</html>'), /Permalinks/);
  assert.match(
    await instead(404, { code: 'rest_no_route', message: 'No route was found' }),
    /is the plugin active/,
  );
  assert.match(
    await instead(401, {
      code: 'woocommerce_rest_authentication_error',
      message: 'Consumer key is missing.',
    }),
    /Authorization/,
  );
  assert.match(await instead(403, '<html>Blocked</html>'), /firewall/);
  assert.match(
    await instead(400, { code: 'rest_invalid_param', message: 'Invalid parameter(s): orderby' }),
    /5\.8/,
  );
});

test('neither https nor www makes another shop of it', async () => {
  const { identity } = (await import('./connector.ts')).woocommerce.value;
  const of = (shop: string) => identity({ ...args, shop });
  assert.equal(of('http://www.Shop.example.org/'), of('https://shop.example.org'));
  assert.notEqual(of('https://shop.example.org/fr'), of('https://shop.example.org'));
});
