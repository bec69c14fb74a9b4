import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  onBothDatabases,
  onPostgres,
  startTestChaland,
  type TestChaland,
  testDatabase,
} from '../../testing/index.ts';

const everywhere = [{ role: 'administrator' }];
const seller = { email: 'Seller@Example.com', name: ' Sam Seller ', grants: everywhere };
const ifAny = { 'if-match': '*' };

/** A role that may see stores, and nothing else. */
async function storeReader(app: TestChaland): Promise<string> {
  const code = `reader-${crypto.randomUUID()}`;
  return (await app.access.roles.create({ code, name: 'Reader', permissions: ['stores.read'] })).code;
}

/** A person who may keep users but not much else. */
const keeper = (app: TestChaland) =>
  app.signIn({ permissions: ['users.read', 'users.write', 'stores.read'] });

onBothDatabases((on) => {
  describe('a user', () => {
    test('is invited: their link is told once, and they can not sign in before they use it', async () => {
      await using app = await startTestChaland({ on });
      const { status, body, headers } = await app.post('/api/users', seller);
      assert.equal(status, 201);
      assert.equal(body.kind, 'invitation');
      assert.match(body.link, /^http:\/\/localhost\/admin\/welcome#[\w-]{43}$/);
      const { body: told, headers: got } = await app.get(headers.get('location')!);
      assert.deepEqual(told, {
        id: body.id,
        email: 'seller@example.com',
        name: 'Sam Seller',
        language: null,
        state: 'invited',
        disabled: false,
        totp: false,
        providers: [],
        grants: [{ role: 'administrator', brand: null, store: null }],
        createdAt: app.clock.now().toISOString(),
        signedInAt: null,
        version: 1,
      });
      assert.equal(got.get('etag'), '"1"');
      const stored = JSON.stringify([
        (await app.get('/api/users')).body,
        await app.db.query("select encode(hash, 'escape') from chaland.user_link"),
        await app.db.query('select * from chaland.idempotency'),
        (await app.get('/api/audit')).body,
      ]);
      assert.ok(!stored.includes(body.link.split('#')[1]));
    });

    test('is refused where the address is taken, no e-mail, or a grant names what does not exist', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/users', seller);
      const again = await app.post('/api/users', { ...seller, email: 'SELLER@example.com' });
      assert.equal(again.status, 409);
      assert.equal(again.body.pointer, '/email');
      for (const [body, pointer] of [
        [{ ...seller, email: 'nobody' }, '/email'],
        [{ ...seller, name: ' ' }, '/name'],
        [{ ...seller, grants: [] }, '/grants'],
        [{ ...seller, email: 'a@example.com', grants: [{ role: 'nobody' }] }, '/grants/0/role'],
        [
          { ...seller, email: 'a@example.com', grants: [{ role: 'administrator', store: 'NO' }] },
          '/grants/0/store',
        ],
        [{ ...seller, password: 'chosen for them' }, '/password'],
      ] as const) {
        const answer = await app.post('/api/users', body);
        assert.equal(answer.status, 422, pointer);
        assert.equal(answer.body.pointer, pointer);
      }
      assert.equal((await app.get('/api/users/00000000-0000-7000-8000-000000000000')).status, 404);
      assert.equal((await app.get('/api/users/me')).status, 422);
    });

    test('is changed by who read the newest version', async () => {
      await using app = await startTestChaland({ on });
      const { id } = (await app.post('/api/users', seller)).body;
      const path = `/api/users/${id}`;
      const changed = await app.patch(path, { name: 'Sam', language: 'fr' }, { 'if-match': '"1"' });
      assert.equal(changed.body.name, 'Sam');
      assert.equal(changed.body.language, 'fr');
      assert.equal(changed.body.version, 2);
      assert.equal((await app.patch(path, { name: 'S' }, { 'if-match': '"1"' })).status, 412);
      assert.equal((await app.patch(path, { name: 'S' })).status, 428);
      assert.equal((await app.patch(path, { language: null }, ifAny)).body.language, null);
      await app.post('/api/users', { ...seller, email: 'other@example.com' });
      const taken = await app.patch(path, { email: 'other@example.com' }, ifAny);
      assert.equal(taken.status, 409);
      assert.equal(taken.body.pointer, '/email');
    });

    test('whose grants change may what they say at once', async () => {
      await using app = await startTestChaland({ on });
      await app.stores.put({ code: 'PAR1', name: 'Paris' });
      const user = await app.signIn({ permissions: ['keys.read'] });
      assert.equal((await user.get('/api/keys')).status, 200);
      const role = await storeReader(app);
      const { body } = await app.patch(
        `/api/users/${user.user.id}`,
        { grants: [{ role, store: 'PAR1' }] },
        ifAny,
      );
      assert.deepEqual(body.grants, [{ role, brand: null, store: 'PAR1' }]);
      assert.equal((await user.get('/api/keys')).status, 403);
      assert.deepEqual((await user.get('/api/session')).body.somewhere, ['stores.read']);
    });

    test('who is disabled is out at once, and comes back when enabled', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn({ permissions: ['stores.read'] });
      const path = `/api/users/${user.user.id}`;
      const { link } = (await app.post(`${path}/reset`)).body;
      const { body } = await app.patch(path, { disabled: true }, ifAny);
      assert.equal(body.state, 'disabled');
      assert.equal((await user.get('/api/session')).status, 401);
      const token = link.split('#')[1];
      assert.equal((await app.as(null).post('/api/links/look', { token })).body.code, 'CHL_LINK_INVALID');
      assert.equal((await app.post(`${path}/reset`)).status, 409);
      await app.patch(path, { disabled: false }, ifAny);
      assert.equal((await user.get('/api/session')).status, 401);
      const { status } = await user.post('/api/session', { email: user.user.email, password: user.password });
      assert.equal(status, 200);
    });

    test('who is removed is gone, but for what the audit trail tells of them', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn({ permissions: ['stores.write', 'stores.read'] });
      await user.post('/api/stores', { code: 'PAR1', name: 'Paris' });
      assert.equal((await app.delete(`/api/users/${user.user.id}`, ifAny)).status, 204);
      assert.equal((await user.get('/api/session')).status, 401);
      assert.equal((await app.get(`/api/users/${user.user.id}`)).status, 404);
      const { body } = await app.get(`/api/audit?principal=${user.user.id}`);
      assert.equal(body.items[0].principal.name, 'Camille Martin');
    });

    test('holds a role that is not deleted while they do', async () => {
      await using app = await startTestChaland({ on });
      const user = await app.signIn({ permissions: ['stores.read'] });
      const [grant] = user.user.grants;
      assert.equal((await app.delete(`/api/roles/${grant!.role}`, ifAny)).status, 409);
      await app.delete(`/api/users/${user.user.id}`, ifAny);
      assert.equal((await app.delete(`/api/roles/${grant!.role}`, ifAny)).status, 204);
    });
  });

  describe('whoever keeps users', () => {
    test('hands on no more than they may themselves', async () => {
      await using app = await startTestChaland({ on });
      const user = await keeper(app);
      assert.equal((await user.post('/api/users', seller)).status, 403);
      assert.equal((await user.get('/api/users')).body.items.length, 1);
      const role = await storeReader(app);
      const invited = await user.post('/api/users', { ...seller, grants: [{ role }] });
      assert.equal(invited.status, 201);
      const path = `/api/users/${invited.body.id}`;
      assert.equal((await user.patch(path, { grants: everywhere }, ifAny)).status, 403);
      assert.deepEqual((await user.get(path)).body.grants, [{ role, brand: null, store: null }]);
      const self = `/api/users/${user.user.id}`;
      assert.equal((await user.patch(self, { grants: everywhere }, ifAny)).status, 403);
    });

    test('touches nobody who may more: else a reset would make them an administrator', async () => {
      await using app = await startTestChaland({ on });
      const chief = await app.signIn();
      const user = await keeper(app);
      const path = `/api/users/${chief.user.id}`;
      const tries = [
        await user.post(`${path}/reset`),
        await user.patch(path, { email: 'mine@example.com' }, ifAny),
        await user.patch(path, { disabled: true }, ifAny),
        await user.patch(path, { totp: false }, ifAny),
        await user.delete(path, ifAny),
      ];
      assert.deepEqual(
        tries.map(({ status }) => status),
        [403, 403, 403, 403, 403],
      );
      assert.equal((await chief.get('/api/session')).status, 200);
    });

    test('can not take the last administrator away', async () => {
      await using app = await startTestChaland({ on });
      const chief = await app.signIn();
      await app.post('/api/users', seller);
      const path = `/api/users/${chief.user.id}`;
      const role = await storeReader(app);
      const tries = [
        await app.patch(path, { disabled: true }, ifAny),
        await app.patch(path, { grants: [{ role }] }, ifAny),
        await app.delete(path, ifAny),
      ];
      assert.deepEqual(
        tries.map(({ status, body }) => [status, body.detail]),
        Array.from({ length: 3 }, () => [409, 'this is the last administrator who can sign in']),
      );
      assert.equal((await chief.get('/api/session')).body.everywhere.length > 0, true);
      await app.signIn();
      assert.equal((await app.delete(path, ifAny)).status, 204);
    });
  });
});

onPostgres(() => {
  test('two administrators who remove each other at the same moment: one stays', async () => {
    await using database = await testDatabase({ on: 'postgres', connections: 8 });
    await using app = await startTestChaland({ database });
    await using other = await startTestChaland({ database });
    for (let round = 1; round <= 5; round++) {
      await app.db.query('delete from chaland.user');
      const [one, two] = [await app.signIn(), await app.signIn()];
      const answers = await Promise.all([
        app.delete(`/api/users/${two.user.id}`, ifAny),
        other.delete(`/api/users/${one.user.id}`, ifAny),
      ]);
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [204, 409]);
    }
  });
});
