import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';

const password = 'correct horse battery';
const origin = 'http://localhost';
const from = { origin };

/** The cookie that an answer sets, as a browser sends it back. */
export const cookieOf = (headers: Headers): string => headers.getSetCookie()[0]?.split(';')[0] ?? '';

const camille = (app: TestChaland) =>
  app.access.addUser({
    email: 'camille@example.com',
    name: 'Camille',
    password,
    grants: [{ role: 'administrator' }],
  });

onBothDatabases((on) => {
  describe('signing in with a password', () => {
    test('tells who they are, and sets a cookie that scripts and other sites can not use', async () => {
      await using app = await startTestChaland({ on });
      const { id } = await camille(app);
      const visitor = app.as(null);
      const { status, body, headers } = await visitor.post(
        '/api/session',
        { email: ' Camille@Example.com ', password },
        from,
      );
      assert.equal(status, 200);
      assert.deepEqual(body.principal, { kind: 'user', id, name: 'Camille' });
      assert.deepEqual(body.user, {
        id,
        email: 'camille@example.com',
        name: 'Camille',
        language: null,
        password: true,
        totp: false,
        providers: [],
      });
      assert.match(
        headers.getSetCookie()[0]!,
        /^__Host-chaland=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      const cookie = cookieOf(headers);
      assert.equal((await visitor.get('/api/session', { cookie })).body.principal.id, id);
      assert.equal(
        (await visitor.post('/api/stores', { code: 'P', name: 'P' }, { cookie, ...from })).status,
        201,
      );
      const [row] = await app.db.query("select encode(hash, 'escape') as hash from chaland.user_session");
      assert.doesNotMatch(JSON.stringify(row), new RegExp(cookie.split('=')[1]!));
    });

    test('fails alike for a wrong password, an unknown address, and who was disabled or never came', async () => {
      await using app = await startTestChaland({ on });
      const { id } = await camille(app);
      await app.access.users.create({
        email: 'new@example.com',
        name: 'New',
        grants: [{ role: 'administrator' }],
      });
      const sent = (email: string, typed: string) =>
        app.as(null).post('/api/session', { email, password: typed }, from);
      const answers = [
        await sent('camille@example.com', 'wrong horse battery'),
        await sent('nobody@example.com', password),
        await sent('new@example.com', password),
      ];
      await app.db.query('update chaland.user set disabled = true where id = $1', [id]);
      answers.push(await sent('camille@example.com', password));
      for (const { status, body, headers } of answers) {
        assert.equal(status, 401);
        assert.equal(body.code, 'CHL_SIGN_IN_FAILED');
        assert.equal(body.detail, undefined);
        assert.deepEqual(headers.getSetCookie(), []);
      }
    });

    test('is refused from another site, and without a word of where it comes from', async () => {
      await using app = await startTestChaland({ on });
      await camille(app);
      const credentials = { email: 'camille@example.com', password };
      for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }] as Record<
        string,
        string
      >[]) {
        const { status, body } = await app.as(null).post('/api/session', credentials, headers);
        assert.equal(status, 403);
        assert.equal(body.code, 'CHL_ORIGIN_REFUSED');
      }
    });

    test('refuses what is no e-mail and no password, without an error of its own', async () => {
      await using app = await startTestChaland({ on });
      for (const body of [
        {},
        { email: 'a@example.com' },
        { email: '', password },
        { email: 'a@example.com', password: 1 },
        { email: 'a@example.com', password: 'x'.repeat(5_000) },
        { email: 'a@example.com', password, extra: true },
        [],
        'null',
      ]) {
        assert.equal((await app.as(null).post('/api/session', body, from)).status, 422, JSON.stringify(body));
      }
      const odd = await app.as(null).post('/api/session', { email: 'a\u0000@example.com', password }, from);
      assert.equal(odd.status, 422);
    });

    test('hashes a password anew that was hashed at another cost', async () => {
      await using app = await startTestChaland({ on });
      const { id } = await camille(app);
      const { createPasswords } = await import('./password-hash.ts');
      const cheap = createPasswords({ cost: { memory: 8, passes: 1, parallelism: 1 } });
      await app.db.query('update chaland.user set password = $2 where id = $1', [
        id,
        await cheap.hash(password),
      ]);
      const { status } = await app
        .as(null)
        .post('/api/session', { email: 'camille@example.com', password }, from);
      assert.equal(status, 200);
      const [row] = await app.db.query<{ password: string }>('select password from chaland.user');
      assert.match(row!.password, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });
  });

  describe('a session', () => {
    test('ends twelve hours after it was last used', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      app.clock.advance({ hours: 11, minutes: 59 });
      assert.equal((await user.get('/api/session')).status, 200);
      await app.access.flush();
      app.clock.advance({ hours: 11, minutes: 59 });
      assert.equal((await user.get('/api/session')).status, 200);
      await app.access.flush();
      app.clock.advance({ hours: 12 });
      assert.equal((await user.get('/api/session')).status, 401);
    });

    test('ends after fourteen days, however much it is used', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      for (let half = 1; half < 28; half++) {
        app.clock.advance({ hours: 11, minutes: 59 });
        assert.equal((await user.get('/api/session')).status, 200, `after ${half} half days`);
        await app.access.flush();
      }
      app.clock.advance({ hours: 11, minutes: 50 });
      assert.equal((await user.get('/api/session')).status, 200);
      await app.access.flush();
      app.clock.advance({ minutes: 37 });
      assert.equal((await user.get('/api/session')).status, 401);
    });

    test('is written when it was last used in groups, not at each request', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      const seen = async () =>
        (await app.db.query<{ seen_at: Date }>('select seen_at from chaland.user_session'))[0]?.seen_at;
      const begun = await seen();
      app.clock.advance({ minutes: 5 });
      await user.get('/api/session');
      await user.get('/api/session');
      assert.deepEqual(await seen(), begun);
      await app.access.flush();
      assert.deepEqual(await seen(), app.clock.now());
    });

    test('that another process ended opens nothing five seconds later', async () => {
      await using app = await startTestChaland({ on });
      await using other = await startTestChaland({ database: app.db as never });
      const user = await app.signIn();
      assert.equal((await user.get('/api/session')).status, 200);
      // Somebody stays who can sign in.
      await app.signIn();
      await other.patch(`/api/users/${user.user.id}`, { disabled: true }, { 'if-match': '*' });
      app.clock.advance({ seconds: 5 });
      assert.equal((await user.get('/api/session')).status, 401);
    });

    test('ends by signing out, and signing out twice does no harm', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      const { status, headers } = await user.delete('/api/session');
      assert.equal(status, 204);
      assert.match(headers.getSetCookie()[0]!, /^__Host-chaland=; Max-Age=0;/);
      assert.equal((await user.get('/api/session')).status, 401);
      assert.equal((await user.delete('/api/session')).status, 204);
    });

    test('is another one after each log-in, and the one before ends', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      const { headers } = await user.post('/api/session', { email: user.user.email, password });
      assert.notEqual(cookieOf(headers), user.cookie);
      assert.equal((await user.get('/api/session')).status, 401);
    });

    test('changes nothing for a request that another site made the browser send', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      const store = { code: 'PAR1', name: 'Paris' };
      const foreign = await user.post('/api/stores', store, { origin: 'https://evil.example' });
      assert.equal(foreign.body.code, 'CHL_ORIGIN_REFUSED');
      const unsaid = await app.as(null).post('/api/stores', store, { cookie: user.cookie });
      assert.equal(unsaid.status, 403);
      assert.equal((await user.get('/api/stores', { origin: 'https://evil.example' })).status, 200);
      assert.equal((await user.post('/api/stores', store)).status, 201);
    });

    test('may what its user’s grants say, and the key in the same request comes first', async () => {
      await using app = await startTestChaland({ on });
      await app.stores.put({ code: 'PAR1', name: 'Paris' });
      const seller = await app.signIn({ permissions: ['stores.read'], scope: { store: 'PAR1' } });
      const { body } = await seller.get('/api/session');
      assert.deepEqual([body.everywhere, body.somewhere], [[], ['stores.read']]);
      assert.equal((await seller.get('/api/keys')).status, 403);
      const withKey = await seller.get('/api/session', { authorization: `Bearer ${app.key}` });
      assert.equal(withKey.body.principal.kind, 'key');
      assert.equal(withKey.body.user, null);
      assert.equal((await seller.get('/api/session', { authorization: 'Bearer chl_wrong' })).status, 401);
    });

    test('lets its user change name and language', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      const { body } = await user.patch('/api/session', { name: 'Camille D.', language: 'fr' });
      assert.equal(body.principal.name, 'Camille D.');
      assert.equal(body.user.language, 'fr');
      assert.equal((await user.patch('/api/session', { language: 'de' })).status, 422);
      assert.equal((await user.patch('/api/session', { name: '  ' })).status, 422);
      assert.equal((await app.patch('/api/session', { name: 'x' })).status, 403);
    });
  });

  describe('a password', () => {
    const next = 'another fine sentence';

    test('is changed by who knows the one before; the other sessions end', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn();
      const other = `__Host-chaland=${await app.access.beginSession(user.user.id)}`;
      assert.equal((await app.as(null).get('/api/session', { cookie: other })).status, 200);
      const wrong = await user.post('/api/session/password', {
        current: 'not this one at all',
        password: next,
      });
      assert.equal(wrong.body.code, 'CHL_SIGN_IN_FAILED');
      const { status } = await user.post('/api/session/password', { current: password, password: next });
      assert.equal(status, 204);
      assert.equal((await user.get('/api/session')).status, 200);
      assert.equal((await app.as(null).get('/api/session', { cookie: other })).status, 401);
      const again = await app.as(null).post('/api/session', { email: user.user.email, password: next }, from);
      assert.equal(again.status, 200);
    });

    test('is long, and not what everybody knows of its owner', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn({ email: 'a-long-address@example.com' });
      for (const weak of ['short', 'aaaaaaaaaaaaaaaa', 'A-long-address@example.com', 'ab '.repeat(1_000)]) {
        const { body } = await user.post('/api/session/password', { current: password, password: weak });
        assert.equal(body.code, 'CHL_PASSWORD_WEAK', weak.slice(0, 20));
        assert.equal(body.pointer, '/password');
      }
    });

    test('and nothing else that is secret is in the audit trail, the log or the database', async () => {
      const lines: string[] = [];
      const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
      await using app = await startTestChaland({ on, log });
      const user = await camille(app);
      const signedIn = await app
        .as(null)
        .post('/api/session', { email: user.email, password }, { ...from, 'idempotency-key': 'once' });
      await app.as(null).post('/api/session', { email: user.email, password: 'mistyped secret' }, from);
      await app.access.flush();
      const { body } = await app.get('/api/audit');
      const told = JSON.stringify(body) + lines.join('');
      assert.match(told, /"path":"\/api\/session"/);
      assert.deepEqual(body.items.map(({ action }: { action: string }) => action).toSorted(), [
        'sign-in',
        'sign-in-refused',
      ]);
      for (const secret of [user.email, password, 'mistyped', cookieOf(signedIn.headers).split('=')[1]!]) {
        assert.ok(!told.includes(secret), `somewhere it says ${secret}`);
      }
      const kept = await app.db.query('select * from chaland.idempotency');
      assert.deepEqual(kept, []);
    });
  });
});
