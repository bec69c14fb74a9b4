import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLog } from '../../log.ts';
import {
  onBothDatabases,
  onPostgres,
  startTestChaland,
  type TestChaland,
  testDatabase,
} from '../../testing/index.ts';
import { accountAt, anyAt } from './attempts.ts';

const from = { origin: 'http://localhost' };
const password = 'correct horse battery';
const credentials = { email: 'camille@example.com', password };

const camille = (app: TestChaland) =>
  app.access.addUser({ ...credentials, name: 'Camille', grants: [{ role: 'administrator' }] });
const attempt = (app: TestChaland, typed: string) =>
  app.as(null).post('/api/session', { ...credentials, password: typed }, from);

onBothDatabases((on) => {
  describe('attempts to sign in', () => {
    test('are free five times, then each waits twice as long as the one before', async () => {
      await using app = await startTestChaland({ on });
      await camille(app);
      for (let n = 1; n <= 5; n++) assert.equal((await attempt(app, 'wrong')).status, 401, `attempt ${n}`);
      const waits: number[] = [];
      for (let n = 6; n <= 9; n++) {
        assert.equal((await attempt(app, 'wrong')).status, 401, `attempt ${n}`);
        const { status, body, headers } = await attempt(app, password);
        assert.equal(status, 429);
        assert.equal(body.code, 'CHL_RATE_LIMITED');
        const seconds = Number(headers.get('retry-after'));
        waits.push(seconds);
        app.clock.advance({ seconds });
      }
      assert.deepEqual(waits, [1, 2, 4, 8]);
      assert.equal((await attempt(app, password)).status, 200);
      assert.equal((await attempt(app, 'wrong')).status, 401);
      assert.equal((await attempt(app, password)).status, 200);
    });

    test('wait a quarter of an hour at most, and are forgotten after a day', async () => {
      await using app = await startTestChaland({ on });
      await camille(app);
      await attempt(app, 'wrong');
      await app.db.query('update chaland.sign_in_attempt set failures = 1000');
      await attempt(app, 'wrong');
      assert.equal((await attempt(app, password)).headers.get('retry-after'), '900');
      app.clock.advance({ days: 1, seconds: 1 });
      for (let n = 1; n <= 5; n++) assert.equal((await attempt(app, 'wrong')).status, 401, `attempt ${n}`);
    });

    test('are as many for an account that nobody has', async () => {
      await using app = await startTestChaland({ on });
      for (let n = 1; n <= 6; n++) assert.equal((await attempt(app, 'wrong')).status, 401);
      assert.equal((await attempt(app, 'wrong')).status, 429);
    });

    test('of one address at many accounts are limited too; those of others are not', async () => {
      await using app = await startTestChaland({ on, config: { http: { trustedProxies: ['127.0.0.1'] } } });
      await camille(app);
      const { url } = await app.http.listen(0);
      const send = (email: string, typed: string, address: string) =>
        fetch(`${url}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: url, 'x-forwarded-for': address },
          body: JSON.stringify({ email, password: typed }),
        });
      assert.equal((await send('x@example.com', 'wrong', '198.51.100.7')).status, 401);
      const [row] = await app.db.query<{ failures: number }>(
        `update chaland.sign_in_attempt set failures = 50 where key = decode($1, 'hex') returning failures`,
        [anyAt('198.51.100.7').key],
      );
      assert.equal(row!.failures, 50);
      assert.equal((await send('y@example.com', 'wrong', '198.51.100.7')).status, 401);
      assert.equal((await send('camille@example.com', password, '198.51.100.7')).status, 429);
      assert.equal((await send('camille@example.com', password, '203.0.113.9')).status, 200);
    });

    test('are counted whatever fails afterwards', async () => {
      await using app = await startTestChaland({ on, log: createLog('silent') });
      await camille(app);
      await app.db.query(`update chaland.user set password = 'broken'`);
      assert.equal((await attempt(app, password)).status, 500);
      const counted = await app.db.query('select failures from chaland.sign_in_attempt');
      assert.deepEqual(counted, [{ failures: 1 }, { failures: 1 }]);
      await assert.rejects(
        app.db.transaction(() =>
          app.access.signIn.withPassword(credentials, { address: undefined, requestId: 'x' }),
        ),
        /a transaction of its own/,
      );
    });

    test('are told by no e-mail and no address in the database, and go after a day', async () => {
      await using app = await startTestChaland({ on });
      await attempt(app, 'wrong');
      app.clock.advance({ days: 2 });
      await app.jobs.enqueue('core.forget-sign-ins');
      await app.jobs.drain();
      assert.deepEqual(await app.db.query('select * from chaland.sign_in_attempt'), []);
    });
  });
});

test('an address of IPv6 is counted by its network, which one subscriber has whole', () => {
  const key = (address: string) => accountAt('a@example.com', address).key;
  assert.equal(key('2001:db8:1:2::1'), key('2001:db8:1:2:ffff::9'));
  assert.notEqual(key('2001:db8:1:2::1'), key('2001:db8:1:3::1'));
  assert.equal(key('::1'), key('0:0:0:0:0:0:0:2'));
  assert.notEqual(key('10.0.0.1'), key('10.0.0.2'));
});

onPostgres(() => {
  test('a hundred attempts at once to two servers are no hundred free ones', async () => {
    await using database = await testDatabase({ on: 'postgres', connections: 10 });
    await using app = await startTestChaland({ database });
    await using other = await startTestChaland({ database });
    await camille(app);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => attempt(n % 2 ? app : other, `wrong ${n}`)),
    );
    const tried = answers.filter(({ status }) => status === 401).length;
    assert.equal(tried, 6);
    assert.equal(answers.filter(({ status }) => status === 429).length, 94);
  });
});
