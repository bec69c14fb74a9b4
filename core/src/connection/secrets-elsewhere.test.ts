import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, startTestChaland, type TestChaland } from '../testing/index.ts';
import { till } from './testing/till.ts';
import { startTillServer, type TillServer } from './testing/till-server.ts';

const any = { 'if-match': '*' };

const connect = (app: TestChaland, { address, token }: TillServer) =>
  app.connect({ connector: 'till', args: { address, token, webhook: { secret: 'hook-secret' } } });

onBothDatabases((on) => {
  test('secrets that nobody typed again are not sent to another address', async () => {
    await using server = await startTillServer();
    await using thief = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id } = await connect(app, server);
    const path = `/api/connections/${id}`;
    const { args } = (await app.get(path)).body;
    const { token: _, webhook: __, ...withoutSecrets } = args;
    const elsewhere = [
      { ...args, address: thief.address },
      { ...withoutSecrets, address: thief.address },
      { ...args, address: thief.address, token: 'known-token' },
    ];
    for (const given of elsewhere) {
      for (const answer of [
        await app.post(`${path}/check`, { args: given }),
        await app.patch(path, { args: given }, any),
        await app.patch(path, { args: given, unchecked: true }, any),
      ]) {
        assert.deepEqual([answer.status, answer.body.code], [422, 'CHL_CONNECTION_SECRETS']);
      }
    }
    const { body } = await app.patch(path, { args: elsewhere[0] }, any);
    assert.deepEqual(
      body.errors.map(({ pointer }: { pointer: string }) => pointer),
      ['/args/token', '/args/webhook/secret'],
    );
    app.clock.advance({ hours: 1 });
    await app.drain();
    assert.deepEqual(thief.asked, []);
    assert.equal((await app.get(path)).body.args.address, server.address);
  });

  test('typed again, or with the optional ones removed, they go along', async () => {
    await using server = await startTillServer();
    await using moved = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id } = await connect(app, server);
    const args = { address: moved.address, token: moved.token, webhook: { secret: null } };
    const { status, body } = await app.patch(`/api/connections/${id}`, { args }, any);
    assert.deepEqual([status, body.args.address], [200, moved.address], JSON.stringify(body));
  });

  test('an edit is checked before it is saved, with the secrets of the connection', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id } = await connect(app, server);
    const path = `/api/connections/${id}`;
    const { body: before } = await app.get(path);
    const check = async (args?: object) => (await app.post(`${path}/check`, args && { args })).body;
    assert.equal((await check()).ok, true);
    assert.equal((await check({ ...before.args, pageSize: 9 })).ok, true);
    const wrong = await check({ ...before.args, token: 'wrong-token' });
    assert.deepEqual([wrong.ok, wrong.pointer], [false, '/token']);
    assert.equal((await check({ ...before.args, pageSize: 'nine' })).code, 'CHL_CONNECTION_INVALID');
    assert.deepEqual((await app.get(path)).body.args, before.args);
    assert.equal((await app.get(path)).body.version, before.version);
  });
});
