import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '../../log.ts';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { till } from '../testing/till.ts';
import { startTillServer, type TillServer } from '../testing/till-server.ts';
import { nextTry } from './next-try.ts';

/** What fails on purpose isn't told. */
const log = createLog('silent');

const connect = (app: TestChaland, server: TillServer) =>
  app.connect({ connector: 'till', args: { address: server.address, token: server.token } });

const recorded = async (app: TestChaland) => (await app.db.query('select 1 from chaland.moment')).length;

onBothDatabases((on) => {
  test('a connection is pulled as often as its connector says, once for all who ask', async () => {
    await using server = await startTillServer(3);
    await using app = await startTestChaland({ on, plugins: [till], log });
    const { id } = await connect(app, server);
    await app.post(`/api/connections/${id}/sync`, {});
    await app.post(`/api/connections/${id}/sync`, {});
    await app.drain();
    assert.equal(await recorded(app), 3);
    assert.equal(server.asked.length, 2);
    const { body } = await app.get(`/api/connections/${id}`);
    assert.equal(body.nextPullAt, '2026-03-02T09:15:00.000Z');
    app.clock.advance({ minutes: 14 });
    await app.drain();
    assert.equal(server.asked.length, 2);
    app.clock.advance({ minutes: 2 });
    await app.drain();
    assert.equal(server.asked.length, 3);
  });

  test('from the beginning, what is known already counts once', async () => {
    await using server = await startTillServer(3);
    await using app = await startTestChaland({ on, plugins: [till], log });
    const { id } = await connect(app, server);
    await app.pull(id);
    const begun = await app.post(`/api/connections/${id}/sync`, { from: 'beginning' });
    assert.equal(begun.status, 202);
    await app.drain();
    assert.deepEqual(server.asked.slice(-2), ['/sales?from=0&size=2', '/sales?from=000002&size=2']);
    assert.equal(await recorded(app), 3);
  });

  test('a paused connection is not pulled; resumed, it goes on', async () => {
    await using server = await startTillServer(5);
    await using app = await startTestChaland({ on, plugins: [till], log });
    const { id } = await connect(app, server);
    let asked = 0;
    let pausing: Promise<unknown> | undefined;
    server.before = () => {
      // In the middle of a pull.
      if (++asked === 2) pausing = app.post(`/api/connections/${id}/pause`, undefined, { 'if-match': '*' });
    };
    await app.pull(id);
    await pausing;
    const paused = await app.get(`/api/connections/${id}`);
    assert.deepEqual([paused.body.state, paused.body.health.state], ['paused', 'paused']);
    const refused = await app.post(`/api/connections/${id}/sync`, {});
    assert.deepEqual([refused.status, refused.body.code], [409, 'CHL_CONFLICT']);
    delete server.before;
    await app.post(`/api/connections/${id}/resume`, undefined, { 'if-match': '*' });
    await app.pull(id);
    assert.equal(await recorded(app), 5);
  });

  test('a till that fails is asked again later each time, then seldom, and shown so until it works', async () => {
    await using server = await startTillServer(1);
    await using app = await startTestChaland({ on, plugins: [till], log });
    const { id } = await connect(app, server);
    server.fail(500, 1_000);
    const waits: number[] = [];
    for (let failures = 1; failures <= 5; failures++) {
      const before = app.clock.now().getTime();
      const { health, nextPullAt } = await app.pull(id);
      assert.deepEqual([health.state, health.code], ['failing', 'vendor-failing']);
      assert.match(health.error!.text, /^127\.0\.0\.1:\d+ answered 500$/);
      waits.push((nextPullAt!.getTime() - before) / 60_000);
      assert.equal(health.openUntil !== null, failures === 5);
      app.clock.set(nextPullAt!);
    }
    assert.deepEqual(waits, [1, 2, 4, 8, 16]);
    const { length } = server.asked;
    app.clock.advance({ minutes: -1 });
    await app.drain();
    assert.equal(server.asked.length, length, 'nobody asks while the circuit is open');
    app.clock.advance({ minutes: 1 });
    server.fail(0, 0);
    await using fresh = await startTillServer(2);
    const { body } = await app.patch(
      `/api/connections/${id}`,
      { args: { address: fresh.address, token: fresh.token } },
      { 'if-match': '*' },
    );
    assert.equal(body.health.state, 'waiting', 'what failed may have failed for what was changed');
    await app.drain();
    assert.equal((await app.connections.get(id)).health.state, 'ok');
  });

  test('refused credentials are told as such, and not tried again before long', async () => {
    await using server = await startTillServer(1);
    await using app = await startTestChaland({ on, plugins: [till], log });
    const { id } = await app.connect({
      connector: 'till',
      args: { address: server.address, token: 'revoked' },
    });
    const { health, nextPullAt } = await app.pull(id);
    assert.deepEqual([health.state, health.code], ['failing', 'unauthorized']);
    assert.match(health.says.fr, /identifiants/);
    assert.equal(nextPullAt?.toISOString(), '2026-03-02T15:00:00.000Z');
    assert.equal(server.asked.length, 1);
    assert.ok(!JSON.stringify(health).includes('revoked'));
  });

  test('what was written before a failure stays, and the next pull begins after it', async () => {
    await using server = await startTillServer(5);
    await using app = await startTestChaland({ on, plugins: [till], log });
    const { id } = await connect(app, server);
    let asked = 0;
    server.before = () => {
      if (++asked === 2) server.fail(500, 5);
    };
    const broken = await app.pull(id);
    delete server.before;
    assert.deepEqual([broken.health.state, await recorded(app)], ['failing', 4]);
    const whole = await app.pull(id);
    assert.deepEqual([whole.health.state, await recorded(app)], ['ok', 5]);
  });
});

test('connections that failed together do not come back together', () => {
  const now = new Date('2026-03-02T09:00:00Z');
  const minutes = (failures: number, random: number) =>
    (nextTry('vendor', failures, { now, random: () => random }).at.getTime() - now.getTime()) / 60_000;
  assert.deepEqual([minutes(1, 0), minutes(1, 1), minutes(3, 0), minutes(20, 1)], [0.5, 1, 2, 60]);
  const asked = new Date('2026-03-02T11:00:00Z');
  assert.equal(nextTry('vendor', 1, { now, random: () => 1, asked }).at.getTime(), asked.getTime());
});
