import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { definePlugin, type Route, Type } from '../index.ts';
import type { Log } from '../log.ts';
import { startTestChaland } from '../testing/index.ts';
import { route } from './route.ts';

/** A plugin with these routes, each the least that a route can be but for what the test says. */
const pluginWith = (...routes: Partial<Route>[]) =>
  definePlugin({
    id: 'probe',
    version: '1.0.0',
    title: { en: 'Probe', fr: 'Sonde' },
    requires: { api: '^1.0' },
    contributes: routes.map((given) =>
      route({
        method: 'GET',
        path: '/api/x/probe/it',
        summary: 'Probe',
        tag: 'Probe',
        permission: null,
        responses: { 200: { description: 'Fine.' } },
        handler: async () => ({ ok: true }),
        ...given,
      }),
    ),
  });

const Sale = Type.Object(
  { sku: Type.String(), quantity: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
);
const sales = pluginWith({ method: 'POST', body: Sale, handler: async ({ body }) => body });

describe('what goes wrong is told as a problem', () => {
  test('for a path that does not exist', async () => {
    await using app = await startTestChaland();
    const { status, headers, body } = await app.get('/api/nothing');
    assert.equal(status, 404);
    assert.equal(headers.get('content-type'), 'application/problem+json');
    assert.equal(body.code, 'CHL_NOT_FOUND');
    assert.equal(body.type, 'https://chaland.dev/problems/CHL_NOT_FOUND');
    assert.equal(body.requestId, headers.get('x-request-id'));
    assert.ok(body.mend);
  });

  test('for a method that a path does not take, with those that it takes', async () => {
    await using app = await startTestChaland();
    const { status, headers, body } = await app.delete('/api/stores');
    assert.equal(status, 405);
    assert.equal(headers.get('allow'), 'GET, HEAD, POST');
    assert.match(body.detail, /DELETE is not among GET, HEAD, POST/);
  });

  test('for every fault of a body, by pointer', async () => {
    await using app = await startTestChaland({ plugins: [sales] });
    const { status, body } = await app.post('/api/x/probe/it', { quantity: -1, qty: 2 });
    assert.equal(status, 422);
    assert.equal(body.pointer, '/sku');
    assert.deepEqual(body.errors, [
      { pointer: '/sku', message: 'is required' },
      { pointer: '/qty', message: 'is not a known field' },
      { pointer: '/quantity', message: 'must be >= 1' },
    ]);
  });

  test('for JSON that breaks off, with its place', async () => {
    await using app = await startTestChaland({ plugins: [sales] });
    const { status, body } = await app.post('/api/x/probe/it', '{"sku": "x",\n "quantity": }');
    assert.equal(status, 400);
    assert.equal(body.code, 'CHL_JSON_MALFORMED');
    assert.match(body.detail, /line 2, column 14/);
  });

  test('for a body that is not UTF-8', async () => {
    await using app = await startTestChaland({ plugins: [sales] });
    const answer = await app.request('/api/x/probe/it', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Uint8Array.from([0x22, 0xff, 0x22]),
    });
    assert.equal(answer.status, 400);
    assert.equal(((await answer.json()) as { code: string }).code, 'CHL_ENCODING_INVALID');
  });

  test('for a body beyond the configured limit', async () => {
    await using app = await startTestChaland({ plugins: [sales], config: { http: { bodyLimit: 1_000 } } });
    const { status, body } = await app.post('/api/x/probe/it', { sku: 'x'.repeat(2_000), quantity: 1 });
    assert.equal(status, 413);
    assert.match(body.detail, /1000 bytes/);
  });

  test('for a media type that a path does not take, with those that it takes', async () => {
    await using app = await startTestChaland({ plugins: [sales] });
    const { status, body } = await app.post('/api/x/probe/it', 'a;b', { 'content-type': 'text/csv' });
    assert.equal(status, 415);
    assert.match(body.detail, /"text\/csv" came; this path takes application\/json/);
  });

  test('for a query with what nobody knows, or in another form', async () => {
    await using app = await startTestChaland();
    assert.deepEqual((await app.get('/api/stores?limit=many&x=1')).body.errors, [
      { pointer: '/query/x', message: 'is not a known field' },
      { pointer: '/query/limit', message: 'must be integer' },
    ]);
    assert.equal((await app.get('/api/session?x=1')).body.pointer, '/query/x');
    assert.match((await app.get('/api/stores?cursor=made-up')).body.detail, /cursor is not one/);
  });

  test('for a character that no database stores', async () => {
    await using app = await startTestChaland();
    const { status, body } = await app.post('/api/brands', { code: 'A', name: 'a\u0000b' });
    assert.equal(status, 422);
    assert.match(body.detail, /U\+0000/);
    assert.equal((await app.get('/api/stores/a%00b')).status, 422);
  });

  test('for our own failure, with the request’s id and nothing of what is inside', async () => {
    const told: Record<string, unknown>[] = [];
    const log = {
      debug() {},
      info() {},
      warn() {},
      error: (fields: Record<string, unknown>) => void told.push(fields),
    } as unknown as Log;
    const broken = pluginWith({
      async handler() {
        throw new Error('the secret is 42');
      },
    });
    await using app = await startTestChaland({ plugins: [broken], log });
    const { status, headers, body } = await app.get('/api/x/probe/it', { 'x-request-id': 'from-my-proxy' });
    assert.equal(status, 500);
    assert.equal(headers.get('x-request-id'), 'from-my-proxy');
    assert.equal(body.requestId, 'from-my-proxy');
    assert.equal(body.plugin, 'probe');
    assert.doesNotMatch(JSON.stringify(body), /42|Error:/);
    assert.equal(told[0]?.requestId, 'from-my-proxy');
    assert.equal(told[0]?.plugin, 'probe');
    assert.match(String(told[0]?.error), /the secret is 42/);
    assert.equal((await app.get('/health/live')).status, 200);
  });
});

describe('who asks', () => {
  const guarded = pluginWith({ permission: 'stores.read' });

  test('without a key, or with what is none, is not known', async () => {
    await using app = await startTestChaland({ plugins: [guarded] });
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Basic abc', `Bearer chl_${'a'.repeat(43)}`]) {
      const { status, headers, body } = await app
        .as(null)
        .get('/api/x/probe/it', authorization ? { authorization } : {});
      assert.equal(status, 401, authorization);
      assert.equal(body.code, 'CHL_UNAUTHENTICATED');
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer/);
    }
  });

  test('without the permission is refused, and told which it is', async () => {
    await using app = await startTestChaland({ plugins: [guarded] });
    const { status, body } = await app.as(await app.keyWith(['staff.read'])).get('/api/x/probe/it');
    assert.equal(status, 403);
    assert.match(body.detail, /"stores.read"/);
  });

  test('with it in one store only is refused where it is needed everywhere', async () => {
    await using app = await startTestChaland({ plugins: [guarded] });
    await app.stores.put({ code: 'PAR1', name: 'Paris' });
    const key = await app.keyWith(['stores.read'], { store: 'PAR1' });
    assert.equal((await app.as(key).get('/api/x/probe/it')).status, 403);
  });

  test('with it in one store only is let in where the path says so, and sees which', async () => {
    const narrowing = pluginWith({
      permission: 'stores.read',
      permissionScope: 'somewhere',
      handler: async (_request, { principal }) => ({ stores: principal.storesFor('stores.read') }),
    });
    await using app = await startTestChaland({ plugins: [narrowing] });
    const { id } = await app.stores.put({ code: 'PAR1', name: 'Paris' });
    const key = await app.keyWith(['stores.read'], { store: 'PAR1' });
    assert.deepEqual((await app.as(key).get('/api/x/probe/it')).body, { stores: [id] });
  });
});

describe('every answer', () => {
  test('tells browsers to keep, frame, guess and run nothing', async () => {
    await using app = await startTestChaland();
    for (const path of ['/api/stores', '/api/nothing', '/health/live', '/metrics']) {
      const { headers } = await app.get(path);
      assert.equal(headers.get('cache-control'), 'no-store', path);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
    }
  });

  test('has a request id: the caller’s where it may stand in a log, else a new one', async () => {
    await using app = await startTestChaland();
    const idFor = async (id: string) =>
      (await app.get('/health/live', { 'x-request-id': id })).headers.get('x-request-id');
    assert.equal(await idFor('0af7651916cd43dd8448eb211c80319c'), '0af7651916cd43dd8448eb211c80319c');
    assert.notEqual(await idFor('short'), 'short');
    assert.match((await idFor('no spaces, please')) ?? '', /^[\da-f-]{36}$/);
  });

  test('is logged by its pattern, without ids, search terms or addresses', async () => {
    const told: Record<string, unknown>[] = [];
    const log = { debug() {}, info: (f: object) => void told.push({ ...f }), warn() {}, error() {} };
    const search = pluginWith({
      path: '/api/x/probe/{id}',
      params: Type.Object({ id: Type.String() }),
      query: Type.Object({ q: Type.String() }),
    });
    await using app = await startTestChaland({ plugins: [search], log: log as unknown as Log });
    await app.get('/api/x/probe/0612345678?q=dupont');
    assert.equal(told[0]?.path, '/api/x/probe/{id}');
    assert.doesNotMatch(JSON.stringify(told), /0612345678|dupont/);
  });

  test('may be a stream of a handler’s own, with the same headers', async () => {
    const streaming = pluginWith({
      handler: async () => new Response('a,b\n', { headers: { 'content-type': 'text/csv' } }),
    });
    await using app = await startTestChaland({ plugins: [streaming] });
    const { body, headers } = await app.get('/api/x/probe/it');
    assert.equal(body, 'a,b\n');
    assert.equal(headers.get('content-type'), 'text/csv');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
  });

  test('to HEAD is that of GET without its body', async () => {
    await using app = await startTestChaland();
    const answer = await app.request('/api/stores', { method: 'HEAD' });
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), '');
  });
});

test('at boot, every path that is taken twice or guarded by an unknown permission is named', async () => {
  const params = (name: string) => Type.Object({ [name]: Type.String() });
  const plugin = pluginWith(
    { path: '/api/x/probe/{a}', params: params('a') },
    { path: '/api/x/probe/{b}', params: params('b') },
    { path: '/api/x/probe/guarded/it', permission: 'stores.made-up' },
  );
  await assert.rejects(startTestChaland({ plugins: [plugin] }), (error: Error) => {
    assert.match(error.message, /GET \/api\/x\/probe\/\{b\}/);
    assert.match(error.message, /"stores\.made-up", which nobody declares/);
    return true;
  });
});
