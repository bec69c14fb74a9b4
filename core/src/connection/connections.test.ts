import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, startTestChaland } from '../testing/index.ts';
import { till } from './testing/till.ts';
import { startTillServer, type TillServer } from './testing/till-server.ts';

const given = ({ address, token }: TillServer, more: object = {}) => ({
  connector: 'till',
  name: 'Caisse de Lyon',
  args: { address, token, webhook: { secret: 'hook-secret' } },
  ...more,
});

onBothDatabases((on) => {
  test('a connection is made once its connector has looked, and its secrets are masked', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const connectors = await app.get('/api/connectors');
    assert.deepEqual(
      connectors.body.items.map(({ id, receives, pulls }: Record<string, unknown>) => ({
        id,
        receives,
        pulls,
      })),
      [{ id: 'till', receives: true, pulls: true }],
    );
    const made = await app.post('/api/connections', given(server));
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id } = made.body;
    assert.equal(made.body.source, 'caisse-de-lyon');
    assert.deepEqual(made.body.args, {
      address: server.address,
      token: '********',
      webhook: { secret: '********' },
      pageSize: 2,
    });
    assert.deepEqual(server.asked, ['/me']);
    const { body } = await app.get(`/api/connections/${id}`);
    assert.equal(body.hookPath, `/hooks/${id}`);
    assert.equal(body.health.state, 'waiting');
    const open = await app.connections.open(id);
    assert.deepEqual(open?.args[0], {
      address: server.address,
      token: server.token,
      webhook: { secret: 'hook-secret' },
      pageSize: 2,
    });
  });

  test('the same till twice is refused, naming the first; another till gets a source of its own', async () => {
    await using server = await startTillServer();
    await using other = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const first = await app.post('/api/connections', given(server));
    const again = await app.post('/api/connections', given(server, { name: 'Encore' }));
    assert.deepEqual([again.status, again.body.code], [409, 'CHL_CONNECTION_EXISTS']);
    assert.match(again.body.detail, new RegExp(`Caisse de Lyon.*${first.body.id}`));
    const second = await app.post('/api/connections', given(other));
    assert.equal(second.body.source, 'caisse-de-lyon-2');
    const taken = await app.post(
      '/api/connections',
      given(server, {
        source: 'caisse-de-lyon',
        args: { address: 'http://127.0.0.1:1', token: 'token' },
        unchecked: true,
      }),
    );
    assert.deepEqual([taken.status, taken.body.code, taken.body.pointer], [409, 'CHL_CONFLICT', '/source']);
  });

  test('a connection that would not work is refused at the field, in both languages, unless unchecked', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const wrong = given(server, { args: { address: server.address, token: 'wrong' } });
    const refused = await app.post('/api/connections', wrong);
    assert.deepEqual(
      [refused.status, refused.body.code, refused.body.pointer, refused.body.says.fr],
      [422, 'CHL_CONNECTION_CHECK_FAILED', '/args/token', 'La caisse refuse ce jeton.'],
    );
    const checked = await app.post('/api/connections/check', { connector: 'till', args: wrong.args });
    assert.deepEqual([checked.status, checked.body.ok, checked.body.pointer], [200, false, '/token']);
    const saved = await app.post('/api/connections', { ...wrong, unchecked: true });
    assert.equal(saved.status, 201);
    const later = await app.post(`/api/connections/${saved.body.id}/check`);
    assert.equal(later.body.ok, false);
    const misfit = await app.post(
      '/api/connections',
      given(server, { args: { adress: 'x', token: 'abcd' } }),
    );
    assert.deepEqual([misfit.status, misfit.body.code], [422, 'CHL_CONNECTION_INVALID']);
    assert.ok(misfit.body.errors.some(({ pointer }: { pointer: string }) => pointer === '/args/adress'));
  });

  test('what comes is counted, and seen at once by whoever looks how the connection is', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const connection = await app.connect({
      connector: 'till',
      args: { address: server.address, token: server.token, webhook: { secret: 'hook-secret' } },
    });
    const sent = await app.deliver(connection, {
      headers: { 'x-secret': 'hook-secret' },
      body: { id: '1', at: '2026-03-01T10:00:00Z', customer: 'c-1' },
    });
    assert.equal(sent.status, 200);
    const queued = await app.get(`/api/connections/${connection.id}`);
    assert.equal(queued.body.health.state, 'ok');
    assert.equal(queued.body.health.lastDeliveryAt, '2026-03-02T09:00:00.000Z');
    assert.deepEqual(queued.body.deliveries, {
      queued: 1,
      done: 0,
      ignored: 0,
      quarantined: 0,
      discarded: 0,
    });
    await app.inbox.drain();
    const { body } = await app.get('/api/connections?connector=till');
    assert.equal(body.items[0].deliveries.done, 1);
    assert.equal((await app.get('/api/connections?connector=none')).body.items.length, 0);
  });

  test('a till is pulled to its end, and pulled again from there', async () => {
    await using server = await startTillServer(5);
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id, source } = await app.connect({
      connector: 'till',
      args: { address: server.address, token: server.token },
    });
    const view = await app.pull(id);
    assert.equal(view.health.state, 'ok', JSON.stringify(view.health));
    assert.deepEqual([view.sync?.running, view.sync?.done], [false, 5]);
    const moments = await app.db.query('select 1 from chaland.moment where source = $1', [source]);
    assert.equal(moments.length, 5);
    server.asked.length = 0;
    await app.pull(id);
    assert.deepEqual(server.asked, ['/sales?from=000005&size=2']);
  });
});
