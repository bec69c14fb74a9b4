import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLog } from '../../log.ts';
import {
  onBothDatabases,
  onPostgres,
  type SignedIn,
  startTestChaland,
  type TestChaland,
  testDatabase,
} from '../../testing/index.ts';
import { totpCode, totpStep } from './totp.ts';

const from = { origin: 'http://localhost' };

/** Somebody with a second factor: what their app shows now, and their recovery codes. */
async function withSecondFactor(app: TestChaland) {
  const user = await app.signIn();
  const { body } = await user.post('/api/session/totp', { password: user.password });
  const shown = () => totpCode(body.secret, totpStep(app.clock.now()));
  const { body: on } = await user.put('/api/session/totp', { code: shown() });
  // The code that turned it on is used up.
  app.clock.advance({ seconds: 30 });
  return { user, secret: body.secret as string, shown, recoveryCodes: on.recoveryCodes as string[] };
}

const signIn = (app: TestChaland, { user, password }: SignedIn, code?: string) =>
  app.as(null).post('/api/session', { email: user.email, password, ...(code ? { code } : {}) }, from);

onBothDatabases((on) => {
  describe('a second factor', () => {
    test('is on once a first code has come, and is asked for from then on', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      const { body } = await user.post('/api/session/totp', { password: user.password });
      assert.match(body.uri, new RegExp(`^otpauth://totp/.*secret=${body.secret}&`));
      assert.equal((await signIn(app, user)).status, 200);
      const wrong = await user.put('/api/session/totp', { code: '000000' });
      assert.equal(wrong.body.code, 'CHL_SECOND_FACTOR');
      const code = totpCode(body.secret, totpStep(app.clock.now()));
      const confirmed = await user.put('/api/session/totp', { code });
      assert.equal(confirmed.body.recoveryCodes.length, 10);
      assert.equal((await user.get('/api/session')).body.user.totp, true);
      const without = await signIn(app, user);
      assert.equal(without.status, 401);
      assert.equal(without.body.code, 'CHL_SECOND_FACTOR');
      assert.equal((await signIn(app, user, code)).body.code, 'CHL_SECOND_FACTOR');
      app.clock.advance({ seconds: 30 });
      const next = totpCode(body.secret, totpStep(app.clock.now()));
      assert.equal((await signIn(app, user, `${next.slice(0, 3)} ${next.slice(3)}`)).status, 200);
    });

    test('tells nobody without the password whether there is one', async () => {
      await using app = await startTestChaland({ on });
      const { user, shown } = await withSecondFactor(app);
      for (const code of [undefined, shown()]) {
        const { body } = await signIn(app, { ...user, password: 'not the password' }, code);
        assert.equal(body.code, 'CHL_SIGN_IN_FAILED');
      }
    });

    test('takes each recovery code once, however it is written', async () => {
      await using app = await startTestChaland({ on });
      const { user, recoveryCodes } = await withSecondFactor(app);
      const [first = '', second = ''] = recoveryCodes;
      assert.match(first, /^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
      assert.equal((await signIn(app, user, first)).status, 200);
      assert.equal((await signIn(app, user, first)).status, 401);
      assert.equal((await signIn(app, user, second.toLowerCase().replaceAll('-', ' '))).status, 200);
    });

    test('is kept encrypted, and its codes hashed', async () => {
      await using app = await startTestChaland({ on });
      const { secret, recoveryCodes } = await withSecondFactor(app);
      const rows = [
        ...(await app.db.query('select * from chaland.user')),
        ...(await app.db.query("select encode(hash, 'escape') as hash from chaland.user_recovery_code")),
        ...(await app.db.query('select * from chaland.audit')),
      ];
      const stored = JSON.stringify(rows);
      assert.ok(!stored.includes(secret));
      for (const code of recoveryCodes) assert.ok(!stored.includes(code.replaceAll('-', '')));
      const [row] = await app.db.query<{ totp: Record<string, string> }>(
        'select totp from chaland.user where totp is not null',
      );
      assert.deepEqual(Object.keys(row!.totp).toSorted(), ['data', 'iv', 'key', 'tag']);
    });

    test('is no use in another user’s row', async () => {
      await using app = await startTestChaland({ on, log: createLog('silent') });
      const { shown } = await withSecondFactor(app);
      const other = await app.signIn();
      await app.db.query(
        'update chaland.user u set totp = (select totp from chaland.user where totp is not null) where u.id = $1',
        [other.user.id],
      );
      const { status, body } = await signIn(app, other, shown());
      assert.equal(status, 500);
      assert.equal(body.code, 'CHL_SECRET_UNREADABLE');
    });

    test('is turned off by who knows the password, and by an administrator for who lost it', async () => {
      await using app = await startTestChaland({ on });
      const { user } = await withSecondFactor(app);
      const wrong = await user.post('/api/session/totp/off', { password: 'not the password' });
      assert.equal(wrong.status, 401);
      assert.equal((await user.post('/api/session/totp/off', { password: user.password })).status, 204);
      assert.equal((await signIn(app, user)).status, 200);

      const lost = await withSecondFactor(app);
      const path = `/api/users/${lost.user.user.id}`;
      assert.equal((await app.get(path)).body.totp, true);
      assert.equal((await app.patch(path, { totp: false }, { 'if-match': '*' })).body.totp, false);
      assert.equal((await signIn(app, lost.user)).status, 200);
    });

    test('needs the password to be set up, and is not for keys', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      assert.equal((await user.post('/api/session/totp', { password: 'not the password' })).status, 401);
      assert.equal((await user.put('/api/session/totp', { code: '123456' })).status, 409);
      assert.equal((await app.post('/api/session/totp', { password: user.password })).status, 403);
    });

    test('is not guessed: after five wrong codes each try waits longer, from wherever it comes', async () => {
      await using app = await startTestChaland({ on });
      const { user, shown } = await withSecondFactor(app);
      for (let attempt = 1; attempt <= 6; attempt++) {
        assert.equal((await signIn(app, user, '000000')).status, 401, `attempt ${attempt}`);
      }
      const { status, headers } = await signIn(app, user, shown());
      assert.equal(status, 429);
      assert.equal(headers.get('retry-after'), '1');
      app.clock.advance({ seconds: 1 });
      assert.equal((await signIn(app, user, shown())).status, 200);
    });
  });
});

onPostgres(() => {
  test('of twenty who send one code at the same moment to two servers, one gets in', async () => {
    await using database = await testDatabase({ on: 'postgres', connections: 10 });
    await using app = await startTestChaland({ database });
    await using other = await startTestChaland({ database });
    const { user, shown, recoveryCodes } = await withSecondFactor(app);
    other.clock.set(app.clock.now());
    for (const code of [shown(), recoveryCodes[0]!]) {
      // Straight at the factor: the throttle would stop most of them before.
      const row = { id: user.user.id, totp: await totpOf(app, user.user.id) };
      await app.db.query('delete from chaland.sign_in_attempt');
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) => {
          const { secondFactor } = n % 2 ? app.access : other.access;
          return secondFactor.check(row, code);
        }),
      );
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    }
  });
});

async function totpOf(app: TestChaland, id: string) {
  type Totp = Parameters<TestChaland['access']['secondFactor']['check']>[0]['totp'];
  const [row] = await app.db.query<{ totp: Totp }>('select totp from chaland.user where id = $1', [id]);
  return row!.totp;
}
