import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TObject, Type } from 'typebox';
import type { Log } from '../log.ts';
import { definePlugin } from '../plugin/define-plugin.ts';
import { onBothDatabases, startTestChaland, type TestChaland, testDatabase } from '../testing/index.ts';
import { connector } from './connector.ts';
import { till } from './testing/till.ts';
import { startTillServer, type TillServer } from './testing/till-server.ts';

const deliver = (app: TestChaland, id: string, key: string, secret: string) =>
  app.deliver(
    { id },
    { headers: { 'x-secret': secret }, body: { id: key, at: '2026-03-01T10:00:00Z', customer: 'c-1' } },
  );

const connect = (app: TestChaland, { address, token }: TillServer, secret = 'first-secret') =>
  app.connect({ connector: 'till', args: { address, token, webhook: { secret } } });

/** A log that keeps everything. */
function keepingLog(lines: string[]): Log {
  const keep = (...what: unknown[]) => void lines.push(JSON.stringify(what));
  return { debug: keep, info: keep, warn: keep, error: keep } as unknown as Log;
}

onBothDatabases((on) => {
  test('a secret that is being rotated is taken beside the one of before, until the time is over', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id } = await connect(app, server);
    assert.equal((await deliver(app, id, '1', 'first-secret')).status, 200);
    const rotated = await app.post(
      `/api/connections/${id}/rotate`,
      { secrets: { webhook: { secret: 'second-secret' } }, graceHours: 2 },
      { 'if-match': '*' },
    );
    assert.equal(rotated.status, 200, JSON.stringify(rotated.body));
    assert.equal(rotated.body.rotatingUntil, '2026-03-02T11:00:00.000Z');
    assert.equal(rotated.body.args.webhook.secret, '********');
    assert.equal((await deliver(app, id, '2', 'second-secret')).status, 200);
    assert.equal((await deliver(app, id, '3', 'first-secret')).status, 200);
    assert.equal((await deliver(app, id, '4', 'third-secret')).status, 401);
    app.clock.advance({ hours: 2 });
    assert.equal((await deliver(app, id, '5', 'first-secret')).status, 401);
    assert.equal((await deliver(app, id, '6', 'second-secret')).status, 200);
    assert.equal((await app.get(`/api/connections/${id}`)).body.rotatingUntil, null);
    // Its time was noted when jobs were first looked at.
    await app.drain();
    app.clock.advance({ hours: 1 });
    await app.drain();
    const [kept] = await app.db.query<{ previous: unknown }>(
      'select previous_secrets as previous from chaland.connection',
    );
    assert.equal(kept?.previous, null, 'nor is it kept');
    const other = await app.post(
      `/api/connections/${id}/rotate`,
      { secrets: { pageSize: 3 } },
      { 'if-match': '*' },
    );
    assert.deepEqual([other.status, other.body.pointer], [422, '/secrets/pageSize']);
  });

  test('a masked secret stays, a changed one holds at once, and a change is made from what was read', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id } = await connect(app, server);
    const { body, headers } = await app.get(`/api/connections/${id}`);
    const path = `/api/connections/${id}`;
    assert.equal((await app.patch(path, { name: 'Lyon' })).status, 428);
    const etag = headers.get('etag')!;
    const args = { ...body.args, pageSize: 7, webhook: { secret: 'new-secret' } };
    const changed = await app.patch(path, { name: 'Lyon', args }, { 'if-match': etag });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    assert.deepEqual([changed.body.name, changed.body.source], ['Lyon', body.source]);
    assert.equal((await app.patch(path, { name: 'x' }, { 'if-match': etag })).status, 412);
    const open = await app.connections.open(id);
    assert.deepEqual(open?.args, [
      { address: server.address, token: server.token, webhook: { secret: 'new-secret' }, pageSize: 7 },
    ]);
    assert.equal((await deliver(app, id, '1', 'first-secret')).status, 401);
  });

  test('no secret comes back out: not by any answer, the log, the audit trail, or a look into the database', async () => {
    const lines: string[] = [];
    await using server = await startTillServer(1);
    await using app = await startTestChaland({ on, plugins: [till], log: keepingLog(lines) });
    server.token = 's3cret-token';
    const answers: unknown[] = [];
    const note = async <T extends { body: unknown }>(asked: Promise<T>): Promise<T> => {
      const answer = await asked;
      answers.push(answer.body);
      return answer;
    };
    const args = { address: server.address, token: 's3cret-token', webhook: { secret: 's3cret-hook' } };
    const made = await note(app.post('/api/connections', { connector: 'till', name: 'Till', args }));
    const { id } = made.body;
    const path = `/api/connections/${id}`;
    const any = { 'if-match': '*' };
    await note(app.post('/api/connections', { connector: 'till', name: 'Again', args }));
    await note(
      app.post('/api/connections/check', { connector: 'till', args: { ...args, token: 's3cret-no' } }),
    );
    await note(
      app.post('/api/connections', {
        connector: 'till',
        name: 'x',
        args: { ...args, token: ['s3cret-list'] },
      }),
    );
    await note(app.patch(path, { args: { ...args, address: 's3cret is no address' } }, any));
    await note(app.post(`${path}/rotate`, { secrets: { token: 's3cret-wrong' } }, any));
    await note(app.post(`${path}/check`));
    await note(app.post(`${path}/sync`, {}));
    server.fail(500, 10);
    await app.drain();
    server.token = 'another';
    app.clock.advance({ hours: 1 });
    await app.drain();
    await note(deliver(app, id, '1', 's3cret-not-it'));
    for (const one of [
      path,
      '/api/connections',
      '/api/connectors',
      '/api/deliveries',
      '/api/jobs',
      '/api/plugins',
    ]) {
      await note(app.get(one));
    }
    await app.access.audit.flush();
    await note(app.get('/api/audit'));
    const told = JSON.stringify(answers).replaceAll('s3cret is no address', '');
    assert.ok(!told.includes('s3cret'), told);
    assert.ok(!lines.join('\n').includes('s3cret'), lines.join('\n'));
    const rows = await app.db.query<{ text: string }>(
      `select t::text as text from chaland.connection t union all select a::text from chaland.audit a
       union all select j::text from chaland.job_run j union all select i::text from chaland.idempotency i`,
    );
    assert.ok(!JSON.stringify(rows).replaceAll('s3cret is no address', '').includes('s3cret'));
  });

  test('args that a newer connector does not take are shown, and the connection does not run', async () => {
    await using server = await startTillServer(2);
    await using db = await testDatabase({ on, plugins: [till] });
    const made = await (async () => {
      await using app = await startTestChaland({ database: db, plugins: [till] });
      return connect(app, server);
    })();
    const [first] = till.contributes!.flatMap(({ point, value }) =>
      point.id === 'core.connectors' ? [value as Parameters<typeof connector>[0]] : [],
    );
    const newer = definePlugin({
      ...till,
      contributes: [
        connector({
          ...first!,
          args: Type.Object({ ...(first!.args as TObject).properties, shop: Type.String() }),
        } as never),
      ],
    });
    await using app = await startTestChaland({ database: db, plugins: [newer], log: keepingLog([]) });
    const { body } = await app.get(`/api/connections/${made.id}`);
    assert.deepEqual(body.faults, [{ pointer: '/shop', message: 'is required' }]);
    assert.deepEqual([body.health.state, body.health.code], ['failing', 'args-invalid']);
    assert.equal(await app.connections.open(made.id), undefined);
    assert.equal((await deliver(app, made.id, '1', 'first-secret')).status, 503, 'the sender comes again');
    await app.drain();
    assert.deepEqual(server.asked, []);

    await using without = await startTestChaland({ database: db, plugins: [] });
    const { body: missing } = await without.get(`/api/connections/${made.id}`);
    assert.equal(missing.health.code, 'connector-missing');
    assert.ok(!JSON.stringify(missing).includes('first-secret'));
  });
});
