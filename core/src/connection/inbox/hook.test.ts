import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '../../log.ts';
import { onBothDatabases, startTestChaland } from '../../testing/index.ts';
import { secret, shop, shopRequest } from './testing/shop.ts';
import { deliveryStatesOf } from './testing/states.ts';

onBothDatabases((on) => {
  test('a delivery is kept before it is answered, and mapped after', async () => {
    const state = { mended: false, mapped: [] as string[] };
    await using app = await startTestChaland({ on, plugins: [shop(state)] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const { status } = await app.deliver(connection, shopRequest({ id: '1' }));
    assert.equal(status, 200);
    assert.deepEqual(await deliveryStatesOf(app.db), { 1: 'queued' });
    assert.deepEqual(state.mapped, []);
    await app.inbox.drain();
    assert.deepEqual(await deliveryStatesOf(app.db), { 1: 'done' });
    const { body } = await app.get('/api/moments');
    assert.deepEqual(
      body.items.map(({ source, key }: { source: string; key: string }) => [source, key]),
      [[connection.source, 'order/1']],
    );
  });

  test('the same delivery again is answered the same, and kept once', async () => {
    const state = { mended: false, mapped: [] as string[] };
    await using app = await startTestChaland({ on, plugins: [shop(state)] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const other = await app.connect({ connector: 'shop', args: { secret: 'other' } });
    const twice = [{ id: '1' }, { id: '1' }, { id: '2' }];
    const first = await app.deliver(connection, shopRequest(twice));
    await app.inbox.drain();
    const again = await app.deliver(connection, shopRequest(twice));
    assert.deepEqual([again.status, again.body], [first.status, first.body]);
    await app.deliver(other, shopRequest({ id: '1' }, 'other'));
    await app.inbox.drain();
    assert.deepEqual(state.mapped.sort(), ['1', '1', '2'], 'the other connection has ids of its own');
  });

  test('a wrong signature leaves no trace but a count', async () => {
    const lines: string[] = [];
    const log = createLog('info');
    for (const level of ['debug', 'info', 'warn', 'error'] as const) {
      log[level] = ((...told: unknown[]) => lines.push(JSON.stringify(told))) as (typeof log)[typeof level];
    }
    await using app = await startTestChaland({ on, plugins: [shop()], log });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const audited = await app.db.query('select 1 from chaland.audit');
    const { status, body } = await app.deliver(
      connection,
      shopRequest({ id: '1', email: 'forged@example.org' }, 'wrong secret'),
    );
    assert.deepEqual([status, body.code], [401, 'CHL_DELIVERY_REFUSED']);
    assert.deepEqual(await app.db.query('select 1 from chaland.delivery'), []);
    await app.access.audit.flush();
    assert.deepEqual(await app.db.query('select 1 from chaland.audit'), audited);
    assert.doesNotMatch(lines.join('\n'), /forged|secret/);
    assert.match(
      (await app.get('/metrics')).body,
      new RegExp(`chaland_deliveries_total{connection="${connection.id}",outcome="refused"} 1`),
    );
  });

  test('while a secret is rotated the old one is still taken', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const { body } = await app.get(`/api/connections/${connection.id}`);
    const rotated = await app.post(
      `/api/connections/${connection.id}/rotate`,
      { secrets: { secret: 'new secret' }, graceHours: 1 },
      { 'if-match': `"${body.version}"` },
    );
    assert.equal(rotated.status, 200, JSON.stringify(rotated.body));
    assert.equal((await app.deliver(connection, shopRequest({ id: '1' }, 'new secret'))).status, 200);
    assert.equal((await app.deliver(connection, shopRequest({ id: '2' }, secret))).status, 200);
    assert.equal((await app.deliver(connection, shopRequest({ id: '3' }, 'neither'))).status, 401);
    assert.deepEqual(Object.keys(await deliveryStatesOf(app.db)), ['1', '2']);
  });

  test('a connection that is paused keeps what comes, and processes it once it is resumed', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const open = (await app.connections.open(connection.id))!;
    const view = await app.connections.get(connection.id);
    const paused = await app.connections.setState(connection.id, view.version, 'paused');
    assert.equal((await app.deliver(connection, shopRequest({ id: '1' }))).status, 200);
    await app.inbox.drain();
    assert.deepEqual(await deliveryStatesOf(app.db), { 1: 'queued' });
    await app.connections.setState(connection.id, paused.version, 'active');
    await app.inbox.drain();
    assert.deepEqual(await deliveryStatesOf(app.db), { 1: 'done' });
    assert.equal(open.state, 'active');
  });

  test('where a connector fails to read, the sender is asked to send again and nothing is kept', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const { status, body } = await app.deliver(connection, { ...shopRequest({ id: '1' }), path: '/broken' });
    assert.deepEqual([status, body.code], [500, 'CHL_DELIVERY_UNREADABLE']);
    assert.deepEqual(await deliveryStatesOf(app.db), {});
  });

  test('an address takes GET, PUT and deeper paths, and says where there is nothing', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const asked = await app.deliver(connection, { method: 'GET', query: { challenge: 'zeal' } });
    assert.deepEqual([asked.status, asked.body], [200, 'zeal']);
    assert.equal((await app.deliver(connection, { method: 'PUT', ...shopRequest({ id: '1' }) })).status, 200);
    const deep = await app.deliver(connection, { ...shopRequest({ id: '2' }), path: '/v1/batch/' });
    assert.equal(deep.status, 200);
    assert.equal((await app.deliver({ id: 'nobody' }, shopRequest({ id: '3' }))).status, 404);
    assert.equal((await app.request(`/hooks/${connection.id}`, { method: 'DELETE' })).status, 405);
  });

  test('more than 10 MiB is refused before it is read', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const { status, body } = await app.deliver(connection, { body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    assert.deepEqual([status, body.code], [413, 'CHL_BODY_TOO_LARGE']);
  });

  test('a hundred at once are all kept, each once', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => app.deliver(connection, shopRequest({ id: String(n % 80) }))),
    );
    assert.ok(answers.every(({ status }) => status === 200));
    await app.inbox.drain();
    const states = Object.values(await deliveryStatesOf(app.db));
    assert.deepEqual(states, Array(80).fill('done'));
  });

  test('what can not stand in the database as text is kept all the same', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const odd = { id: 'a\u0000b', topic: 'or\u0000ders' };
    const long = { id: 'x'.repeat(5_000) };
    assert.equal((await app.deliver(connection, shopRequest([odd, long, { id: '1' }]))).status, 200);
    const rows = await app.db.query<{ key: string }>('select key from chaland.delivery order by length(key)');
    assert.deepEqual(
      rows.map(({ key }) => key.slice(0, 3)),
      ['1', 'ab', 'xxx'],
    );
  });
});
