import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFakeVendor } from './fake-vendor.ts';
import { cursorPages, linkPages, numberedPages } from './pages.ts';

const items = [1, 2, 3, 4, 5];
const routes = {
  'GET /cursor': cursorPages({ items, size: 2 }),
  'POST /search': cursorPages({ items, size: 2, itemsIn: 'orders' }),
  'GET /link': linkPages({ items, size: 2 }),
  'GET /numbered': numberedPages({ items, size: 2, totalHeader: 'x-total', pagesHeader: 'x-pages' }),
  'GET /orders/{id}': ({ params }: { params: Readonly<Record<string, string>> }) => ({
    body: { id: params.id },
  }),
};
// biome-ignore lint/suspicious/noExplicitAny: the test says what it expects of the body.
type Body = any;
const read = async (url: string, init?: RequestInit): Promise<Body> => (await fetch(url, init)).json();

test('pages are followed by a cursor, in the query or the body', async () => {
  await using vendor = await startFakeVendor({ routes });
  assert.deepEqual(await read(`${vendor.address}/cursor`), { items: [1, 2], cursor: '2' });
  assert.deepEqual(await read(`${vendor.address}/cursor?cursor=4`), { items: [5] });
  const body = JSON.stringify({ cursor: '2' });
  const page = await read(`${vendor.address}/search`, { method: 'POST', body });
  assert.deepEqual(page, { orders: [3, 4], cursor: '4' });
});

test('pages are followed by the Link header', async () => {
  await using vendor = await startFakeVendor({ routes });
  const seen: number[] = [];
  for (let url: string | undefined = `${vendor.address}/link?limit=2`; url; ) {
    const answer: Response = await fetch(url);
    seen.push(...((await answer.json()) as number[]));
    url = /<(.*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  assert.deepEqual(seen, items);
  assert.ok(vendor.calls.every(({ query }) => query.get('limit') === '2'));
});

test('pages are counted', async () => {
  await using vendor = await startFakeVendor({ routes });
  const answer = await fetch(`${vendor.address}/numbered?page=3`);
  assert.deepEqual(await answer.json(), [5]);
  assert.deepEqual([answer.headers.get('x-total'), answer.headers.get('x-pages')], ['5', '3']);
  assert.deepEqual(await read(`${vendor.address}/numbered?page=4`), []);
});

test('a path has its parameters, what is not there is 404, and a wrong key 401', async () => {
  await using vendor = await startFakeVendor({
    routes,
    authorised: ({ headers }) => headers.authorization === 'Bearer key',
  });
  const headers = { authorization: 'Bearer key' };
  assert.deepEqual(await read(`${vendor.address}/orders/a%20b`, { headers }), { id: 'a b' });
  assert.equal((await fetch(`${vendor.address}/other`, { headers })).status, 404);
  assert.equal((await fetch(`${vendor.address}/orders/1`)).status, 401);
});

test('things go wrong as often as was asked, and then no more', async () => {
  await using vendor = await startFakeVendor({ routes });
  const url = `${vendor.address}/cursor`;
  vendor.fail({ status: 429, retryAfter: 3 }, { after: 1 });
  vendor.fail({ status: 500 });
  const statuses: number[] = [];
  for (let n = 0; n < 4; n++) {
    const answer = await fetch(url);
    statuses.push(answer.status);
    if (answer.status === 429) assert.equal(answer.headers.get('retry-after'), '3');
    await answer.arrayBuffer();
  }
  assert.deepEqual(statuses, [200, 429, 500, 200]);
  assert.equal(vendor.calls.length, 4);
});

test('an answer is cut short, slow, or never comes', async () => {
  await using vendor = await startFakeVendor({ routes });
  const url = `${vendor.address}/cursor`;
  vendor.fail('cut short', { on: 'GET /cursor' });
  await assert.rejects(async () => (await fetch(url)).text());
  vendor.fail('slow');
  assert.deepEqual(await read(url), { items: [1, 2], cursor: '2' });
  vendor.fail('no answer');
  await assert.rejects(fetch(url, { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' });
});

test('a page brings the one before once more, or nothing though more follows', async () => {
  await using vendor = await startFakeVendor({ routes });
  vendor.fail('page again');
  assert.deepEqual(await read(`${vendor.address}/cursor?cursor=2`), { items: [1, 2, 3, 4], cursor: '4' });
  vendor.fail('empty page');
  assert.deepEqual(await read(`${vendor.address}/cursor?cursor=2`), { items: [], cursor: '2' });
});
