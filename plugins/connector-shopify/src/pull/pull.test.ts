import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aDeployment } from '../testing/deployment.ts';
import { type ShopState, startFakeShopify } from '../testing/fake-shopify.ts';
import { orderRows } from '../testing/graphql-shape.ts';
import { history, numbered } from '../testing/history.ts';
import { anOrder } from '../testing/order.ts';
import { aRefund } from '../testing/refund.ts';

async function pulledShop(state: Partial<ShopState> = history()) {
  const shop = await startFakeShopify(state);
  const deployment = await aDeployment({ url: shop.address });
  const { app, connection } = deployment;
  return {
    shop,
    ...deployment,
    pull: () => app.pull(connection.id),
    keys: async () =>
      (
        await app.db.query<{ key: string; live: boolean }>(
          `select k.source_key as key, m.live from chaland.moment m join chaland.moment_key k on k.moment_id = m.id order by 1`,
        )
      ).map(({ key, live }) => (live ? key : `${key} (history)`)),
    async [Symbol.asyncDispose]() {
      await app.close();
      await shop[Symbol.asyncDispose]();
    },
  };
}

const all = [
  'checkout/c0ffee01/abandoned/2026-02-05T10:00:00.000Z (history)',
  'order/1001 (history)',
  'order/1002 (history)',
  'refund/509562969 (history)',
];

test('the first pull brings the history, with refunds, consents and what was left in carts', async () => {
  await using it = await pulledShop();
  await it.pull();
  assert.deepEqual(await it.keys(), all);
  const consents = await it.app.db.query<{ state: string }>('select state from chaland.consent');
  assert.deepEqual(consents, [{ state: 'granted' }]);
  assert.deepEqual(await it.fates(), []);
});

test('a later pull brings what changed since, and a webhook that comes after it is known', async () => {
  await using it = await pulledShop();
  await it.pull();
  const later = numbered(1003, { updated_at: '2026-03-20T08:20:00Z' });
  it.shop.state.orders.push(orderRows(later));
  it.app.clock.advance({ minutes: 30 });
  await it.pull();
  assert.deepEqual(await it.keys(), [...all.slice(0, 3), 'order/1003', all[3]].toSorted());
  assert.match(
    it.shop.started.at(-2)!,
    /updated_at:>='2026-03-20T07:45:00.000Z' AND updated_at:<='2026-03-20T08:30:00.000Z'/,
  );
  await it.send('orders/paid', later);
  await it.app.inbox.drain();
  assert.deepEqual(
    (await it.fates()).map(({ topic, state }) => [topic, state]),
    [['orders/paid', 'done']],
  );
  assert.equal((await it.keys()).length, 5);
});

test('a shop that throttles, is slow, and forgets its files gives all of it in the end', async () => {
  await using it = await pulledShop({ ...history(), throttled: 3, slow: 1, expired: 2 });
  await it.pull();
  assert.deepEqual(await it.keys(), all);
});

test('after a file that was cut short the same operation goes on, and nothing counts twice', async () => {
  const orders = Array.from({ length: 450 }, (_, n) => orderRows(numbered(2000 + n, { customer: null })));
  const bytes = orders
    .slice(0, 300)
    .flat()
    .reduce((sum, row) => sum + JSON.stringify(row).length + 1, 0);
  await using it = await pulledShop({ orders, cutAfter: [1, 2, 3, 4].map(() => bytes + 20) });
  assert.equal((await it.pull()).health.state, 'failing');
  const before = (await it.keys()).length;
  assert(before >= 200 && before < 450, `${before}`);
  const operations = it.shop.started.length;
  await it.pull();
  assert.equal((await it.keys()).length, 450);
  // The orders' operation was not started again: the checkouts' alone was.
  assert.equal(it.shop.started.length, operations + 1);
});

test('an operation that failed is started anew by the next pull', async () => {
  await using it = await pulledShop({ ...history(), failing: ['INTERNAL_SERVER_ERROR'] });
  assert.equal((await it.pull()).health.state, 'failing');
  assert.deepEqual(await it.keys(), []);
  await it.pull();
  assert.deepEqual(await it.keys(), all);
});

test('a refund by webhook has its order fetched, and is its customer’s', async () => {
  const refund = aRefund();
  const order = anOrder({
    updated_at: '2026-03-20T08:10:00Z',
    financial_status: 'partially_refunded',
    refunds: [refund],
  });
  await using it = await pulledShop({ orders: [], refunds: [{ refund, order }] });
  await it.pull();
  it.shop.state.orders.push(orderRows(order));
  it.app.clock.advance({ minutes: 15 });
  await it.send('refunds/create', refund);
  await it.app.inbox.drain();
  it.app.clock.advance({ seconds: 5 });
  await it.app.jobs.drain();
  assert.deepEqual(await it.keys(), ['order/450789469', 'refund/509562969']);
});

test('an app that may not see abandoned checkouts brings the rest', async () => {
  await using it = await pulledShop({ ...history(), denied: ['abandonedCheckouts'] });
  await it.pull();
  assert.deepEqual(await it.keys(), all.slice(1));
});
