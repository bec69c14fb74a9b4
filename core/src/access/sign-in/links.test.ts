import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  onBothDatabases,
  onPostgres,
  startTestChaland,
  type TestChaland,
  testDatabase,
} from '../../testing/index.ts';
import { totpCode, totpStep } from './totp.ts';

const from = { origin: 'http://localhost' };
const password = 'a sentence of my own';
const tokenIn = (link: string) => link.split('#')[1]!;

async function invite(app: TestChaland, email = 'sam@example.com') {
  const { body } = await app.post('/api/users', { email, name: 'Sam', grants: [{ role: 'administrator' }] });
  return { id: body.id as string, token: tokenIn(body.link) };
}
const look = (app: TestChaland, token: string) => app.as(null).post('/api/links/look', { token });
const use = (app: TestChaland, body: object) => app.as(null).post('/api/links/use', body, from);

onBothDatabases((on) => {
  describe('an invitation', () => {
    test('tells whom it is for, sets their password and signs them in, once', async () => {
      await using app = await startTestChaland({ on });
      const { id, token } = await invite(app);
      const told = { kind: 'invitation', email: 'sam@example.com', name: 'Sam' };
      assert.deepEqual((await look(app, token)).body, told);
      const { status, body, headers } = await use(app, { token, password, name: 'Sam S.' });
      assert.equal(status, 200);
      assert.deepEqual(body.principal, { kind: 'user', id, name: 'Sam S.' });
      assert.match(headers.getSetCookie()[0]!, /^__Host-chaland=/);
      assert.equal((await look(app, token)).status, 410);
      assert.equal((await use(app, { token, password })).body.code, 'CHL_LINK_INVALID');
      const signedIn = await app.as(null).post('/api/session', { email: 'sam@example.com', password }, from);
      assert.equal(signedIn.status, 200);
      assert.equal((await app.get(`/api/users/${id}`)).body.state, 'active');
    });

    test('stays good when the password was too weak', async () => {
      await using app = await startTestChaland({ on });
      const { token } = await invite(app);
      assert.equal((await use(app, { token, password: 'short' })).body.code, 'CHL_PASSWORD_WEAK');
      assert.equal((await use(app, { token, password })).status, 200);
    });

    test('is good for seven days, and made anew by an administrator', async () => {
      await using app = await startTestChaland({ on });
      const { id, token } = await invite(app);
      app.clock.advance({ days: 7 });
      assert.equal((await look(app, token)).status, 410);
      assert.equal((await use(app, { token, password })).status, 410);
      const { body } = await app.post(`/api/users/${id}/reset`);
      assert.equal(body.kind, 'invitation');
      assert.equal((await use(app, { token: tokenIn(body.link), password })).status, 200);
    });

    test('is for the address that was invited', async () => {
      await using app = await startTestChaland({ on });
      const { token } = await invite(app);
      const other = await use(app, { token, password, email: 'mine@example.com' });
      assert.equal(other.body.pointer, '/email');
      assert.equal((await use(app, { token, password, email: 'SAM@example.com' })).status, 200);
    });

    test('that is none is refused, whatever was sent, and from another site too', async () => {
      await using app = await startTestChaland({ on });
      const { token } = await invite(app);
      for (const odd of ['x', 'a'.repeat(43), `${token.slice(0, -1)}!`, '\u0000', '💥']) {
        assert.equal((await look(app, odd)).status, 410, odd);
        assert.equal((await use(app, { token: odd, password })).status, 410, odd);
      }
      assert.equal((await look(app, '')).status, 422);
      const foreign = await app
        .as(null)
        .post('/api/links/use', { token, password }, { origin: 'https://evil.example' });
      assert.equal(foreign.body.code, 'CHL_ORIGIN_REFUSED');
    });
  });

  describe('a reset', () => {
    test('ends every session, replaces the link before it, and is good for a day', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      const path = `/api/users/${user.user.id}/reset`;
      const first = tokenIn((await app.post(path)).body.link);
      const second = tokenIn((await app.post(path)).body.link);
      assert.equal((await look(app, first)).status, 410);
      assert.equal((await look(app, second)).body.kind, 'reset');
      assert.equal((await user.get('/api/session')).status, 200);
      assert.equal((await use(app, { token: second, password })).status, 200);
      assert.equal((await user.get('/api/session')).status, 401);
      const third = tokenIn((await app.post(path)).body.link);
      app.clock.advance({ days: 1 });
      assert.equal((await look(app, third)).status, 410);
    });

    test('is no way around the second factor', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      const { secret } = (await user.post('/api/session/totp', { password: user.password })).body;
      const shown = () => totpCode(secret, totpStep(app.clock.now()));
      await user.put('/api/session/totp', { code: shown() });
      app.clock.advance({ seconds: 30 });
      const token = tokenIn((await app.post(`/api/users/${user.user.id}/reset`)).body.link);
      const without = await use(app, { token, password });
      assert.equal(without.status, 401);
      assert.equal(without.body.code, 'CHL_SECOND_FACTOR');
      assert.equal((await use(app, { token, password, code: shown() })).status, 200);
    });
  });

  describe("the first administrator's invitation", () => {
    test('is made once, while there is no user, and whoever uses it says who they are', async () => {
      await using app = await startTestChaland({ on });
      const made = await app.access.ensureFirstInvitation();
      assert.ok(made);
      assert.equal(await app.access.ensureFirstInvitation(), undefined);
      const { token } = made;
      assert.deepEqual((await look(app, token)).body, { kind: 'invitation', email: null, name: null });
      assert.equal((await use(app, { token, password })).body.pointer, '/email');
      assert.equal((await use(app, { token, password, email: 'me@example.com' })).body.pointer, '/name');
      const { status, body } = await use(app, { token, password, email: 'Me@Example.com', name: 'Me' });
      assert.equal(status, 200);
      assert.equal(body.user.email, 'me@example.com');
      assert.deepEqual(body.everywhere, [...app.access.permissions.keys()].toSorted());
      assert.equal(await app.access.ensureFirstInvitation(), undefined);
    });

    test('ends once somebody else can sign in: it may lie in a log', async () => {
      await using app = await startTestChaland({ on });
      const { token } = (await app.access.ensureFirstInvitation())!;
      const { token: other } = await invite(app);
      assert.equal((await look(app, token)).status, 200);
      assert.equal((await use(app, { token: other, password })).status, 200);
      assert.equal((await look(app, token)).status, 410);
      const late = await use(app, { token, password, email: 'me@example.com', name: 'Me' });
      assert.equal(late.status, 410);
    });

    test('is made again once it has expired unused', async () => {
      await using app = await startTestChaland({ on });
      await app.access.ensureFirstInvitation();
      app.clock.advance({ days: 7 });
      assert.ok(await app.access.ensureFirstInvitation());
    });
  });
});

onPostgres(() => {
  test('of ten who use one invitation at the same moment at two servers, one gets in', async () => {
    await using database = await testDatabase({ on: 'postgres', connections: 10 });
    await using app = await startTestChaland({ database });
    await using other = await startTestChaland({ database });
    const first = await app.access.ensureFirstInvitation();
    const uses = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        use(n % 2 ? app : other, {
          token: first!.token,
          password,
          email: `user-${n}@example.com`,
          name: `User ${n}`,
        }),
      ),
    );
    assert.equal(uses.filter(({ status }) => status === 200).length, 1);
    assert.equal(uses.filter(({ status }) => status === 410).length, 9);
    const { body } = await app.get('/api/users');
    assert.equal(body.items.length, 1);
  });

  test('of several processes that start at once, one makes the first invitation', async () => {
    await using database = await testDatabase({ on: 'postgres', connections: 8 });
    await using app = await startTestChaland({ database });
    await using other = await startTestChaland({ database });
    const made = await Promise.all(
      [app, other, app, other].map(({ access }) => access.ensureFirstInvitation()),
    );
    assert.equal(made.filter(Boolean).length, 1);
  });
});
