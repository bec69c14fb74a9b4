import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onBothDatabases, startTestChaland } from '../testing/index.ts';

onBothDatabases((on) => {
  describe('an API key', () => {
    test('is shown once; the list has its first characters', async () => {
      await using app = await startTestChaland({ on });
      const { status, body, headers } = await app.post('/api/keys', {
        name: 'Paris till',
        grants: [{ role: 'administrator' }],
      });
      assert.equal(status, 201);
      assert.equal((await app.as(body.key).get('/api/session')).status, 200);
      const { body: told } = await app.get(headers.get('location')!);
      assert.equal(told.hint, `${body.key.slice(0, 8)}…`);
      assert.deepEqual(told.grants, [{ role: 'administrator', brand: null, store: null }]);
      assert.doesNotMatch(JSON.stringify((await app.get('/api/keys')).body), new RegExp(body.key));
    });

    test('that is revoked opens nothing from then on, and stays in the list', async () => {
      await using app = await startTestChaland({ on });
      const { body } = await app.post('/api/keys', { name: 'x', grants: [{ role: 'administrator' }] });
      const holder = app.as(body.key);
      assert.equal((await holder.get('/api/session')).status, 200);
      assert.equal((await app.delete(`/api/keys/${body.id}`)).status, 204);
      assert.equal((await holder.get('/api/session')).status, 401);
      assert.ok((await app.get(`/api/keys/${body.id}`)).body.revokedAt);
      assert.equal((await app.delete(`/api/keys/${body.id}`)).status, 204);
    });

    test('that another process revoked opens nothing five seconds later', async () => {
      await using app = await startTestChaland({ on });
      await using other = await startTestChaland({ database: app.db as never });
      const { id, key } = await app.access.createKey({ name: 'x', roles: ['administrator'] });
      assert.equal((await app.as(key).get('/api/session')).status, 200);
      await other.access.revokeKey(id);
      app.clock.advance({ seconds: 5 });
      assert.equal((await app.as(key).get('/api/session')).status, 401);
    });

    test('that expired opens nothing', async () => {
      await using app = await startTestChaland({ on });
      const expiresAt = new Date(app.clock.now().getTime() + 60_000);
      const { body } = await app.post('/api/keys', {
        name: 'x',
        grants: [{ role: 'administrator' }],
        expiresAt,
      });
      assert.equal((await app.as(body.key).get('/api/session')).status, 200);
      app.clock.advance({ seconds: 60 });
      assert.equal((await app.as(body.key).get('/api/session')).status, 401);
    });

    test('can not be made for what does not exist; each fault is named', async () => {
      await using app = await startTestChaland({ on });
      const { status, body } = await app.post('/api/keys', {
        name: 'x',
        grants: [
          { role: 'nobody', store: 'NONE' },
          { role: 'administrator', brand: 'NONE' },
        ],
      });
      assert.equal(status, 422);
      assert.deepEqual(
        body.errors.map(({ pointer }: { pointer: string }) => pointer),
        ['/grants/0/role', '/grants/0/store', '/grants/1/brand'],
      );
      const past = await app.post('/api/keys', {
        name: 'x',
        grants: [{ role: 'administrator' }],
        expiresAt: '2020-01-01T00:00:00Z',
      });
      assert.equal(past.body.pointer, '/expiresAt');
    });

    test('tells when it was last used', async () => {
      await using app = await startTestChaland({ on });
      await app.get('/api/session');
      await app.access.flush();
      const { body } = await app.get('/api/keys');
      assert.equal(body.items[0].lastUsedAt, app.clock.now().toISOString());
    });

    test('of a brand reaches the stores that join the brand later', async () => {
      await using app = await startTestChaland({ on });
      await app.stores.putBrand({ code: 'B', name: 'B' });
      const store = await app.stores.put({ code: 'PAR1', name: 'Paris' });
      const key = await app.keyWith(['stores.read'], { brand: 'B' });
      const reach = async () => (await app.access.authenticate(`Bearer ${key}`))?.storesFor('stores.read');
      assert.deepEqual(await reach(), []);
      await app.patch('/api/stores/PAR1', { brand: 'B' }, { 'if-match': '"1"' });
      assert.deepEqual(await reach(), [store.id]);
    });

    test('can not give away more than its holder has', async () => {
      await using app = await startTestChaland({ on });
      const key = await app.keyWith(['keys.write']);
      const { status, body } = await app
        .as(key)
        .post('/api/keys', { name: 'more', grants: [{ role: 'administrator' }] });
      assert.equal(status, 403);
      assert.match(body.detail, /administrator/);
    });
  });

  describe('a role', () => {
    const seller = { code: 'seller', name: 'Seller', permissions: ['customers.read'] };

    test('is created, changed and deleted', async () => {
      await using app = await startTestChaland({ on });
      const { status, headers } = await app.post('/api/roles', seller);
      assert.equal(status, 201);
      assert.equal(headers.get('etag'), '"1"');
      const changed = await app.patch(
        '/api/roles/seller',
        { permissions: ['customers.read', 'stores.read'] },
        { 'if-match': '"1"' },
      );
      assert.deepEqual(changed.body.permissions, ['customers.read', 'stores.read']);
      assert.equal((await app.delete('/api/roles/seller', { 'if-match': '"2"' })).status, 204);
      assert.equal((await app.get('/api/roles/seller')).status, 404);
    });

    test('that changes changes what its holders may, at once', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/roles', seller);
      const { key } = await app.access.createKey({ name: 'x', roles: ['seller'] });
      assert.equal((await app.as(key).get('/api/stores')).status, 403);
      await app.patch('/api/roles/seller', { permissions: ['stores.read'] }, { 'if-match': '"1"' });
      assert.equal((await app.as(key).get('/api/stores')).status, 200);
    });

    test('is not overwritten by who had read an older one', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/roles', seller);
      await app.patch('/api/roles/seller', { name: 'A' }, { 'if-match': '"1"' });
      const { status, headers } = await app.patch('/api/roles/seller', { name: 'B' }, { 'if-match': '"1"' });
      assert.equal(status, 412);
      assert.equal(headers.get('etag'), '"2"');
      assert.equal((await app.patch('/api/roles/seller', { name: 'B' })).status, 428);
    });

    test('with a permission that nobody declares is refused, which it is being named', async () => {
      await using app = await startTestChaland({ on });
      const { status, body } = await app.post('/api/roles', {
        ...seller,
        permissions: ['customers.read', 'x.y'],
      });
      assert.equal(status, 422);
      assert.equal(body.code, 'CHL_PERMISSION_UNKNOWN');
      assert.equal(body.pointer, '/permissions/1');
    });

    test('that keys hold is not deleted', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/roles', seller);
      const { id } = await app.access.createKey({ name: 'x', roles: ['seller'] });
      assert.equal((await app.delete('/api/roles/seller', { 'if-match': '*' })).status, 409);
      await app.access.revokeKey(id);
      assert.equal((await app.delete('/api/roles/seller', { 'if-match': '*' })).status, 204);
    });

    test('are made of permissions that say whose they are', async () => {
      await using app = await startTestChaland({ on });
      const { items } = (await app.get('/api/permissions')).body;
      assert.deepEqual(items[0], {
        id: 'customers.read',
        title: { en: 'See customers and their history', fr: 'Voir les clients et leur historique' },
        plugin: 'core',
      });
    });

    test('administrator has every permission and can not be changed', async () => {
      await using app = await startTestChaland({ on });
      const { body } = await app.get('/api/roles/administrator');
      assert.equal(body.builtIn, true);
      assert.deepEqual(body.permissions, [...app.access.permissions.keys()].toSorted());
      const change = await app.patch('/api/roles/administrator', { permissions: [] }, { 'if-match': '"1"' });
      assert.equal(change.status, 409);
    });

    test('can not allow more than its editor may', async () => {
      await using app = await startTestChaland({ on });
      const editor = app.as(await app.keyWith(['roles.write', 'stores.read']));
      assert.equal((await editor.post('/api/roles', seller)).status, 403);
      assert.equal(
        (await editor.post('/api/roles', { ...seller, permissions: ['stores.read'] })).status,
        201,
      );
      const wider = await editor.patch(
        '/api/roles/seller',
        { permissions: ['keys.write'] },
        { 'if-match': '"1"' },
      );
      assert.equal(wider.status, 403);
    });

    test('that names a permission of a removed plugin is told', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/roles', seller);
      await app.db.query("update chaland.role set permissions = '{loyalty.read}' where code = 'seller'");
      assert.deepEqual(await app.access.checkRoles(), [{ role: 'seller', permission: 'loyalty.read' }]);
    });
  });

  describe('the audit trail', () => {
    test('tells who saw and who changed what, the latest first, page by page', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/stores', { code: 'PAR1', name: 'Paris' }, { 'x-request-id': 'creating' });
      app.clock.advance({ seconds: 1 });
      await app.get('/api/stores/PAR1');
      app.clock.advance({ seconds: 1 });
      await app.patch('/api/stores/PAR1', { name: 'Paris 1' }, { 'if-match': '"1"' });

      const about = '/api/audit?subjectKind=store&subjectId=PAR1&limit=2';
      const first = await app.get(about);
      assert.deepEqual(
        first.body.items.map(({ action }: { action: string }) => action),
        ['update', 'read'],
      );
      assert.deepEqual(first.body.items[0].changes, { fields: ['name'] });
      assert.equal(first.body.items[0].principal.name, 'test');
      const second = await app.get(`${about}&cursor=${first.body.next}`);
      assert.deepEqual(
        second.body.items.map(({ action, requestId }: Record<string, string>) => [action, requestId]),
        [['create', 'creating']],
      );
      assert.equal(second.body.next, null);
    });

    test('is found by who, by what and by when', async () => {
      await using app = await startTestChaland({ on });
      const key = await app.keyWith(['stores.read']);
      const { principal } = (await app.as(key).get('/api/session')).body;
      await app.as(key).get('/api/stores');
      const count = async (query: string) => (await app.get(`/api/audit?${query}`)).body.items.length;
      assert.equal(await count(`principal=${principal.id}`), 1);
      assert.equal(await count('action=delete'), 0);
      assert.equal(await count('from=2030-01-01T00:00:00Z'), 0);
      assert.equal((await app.get('/api/audit?subjectId=PAR1')).status, 422);
    });

    test('has nothing of a change that failed', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/stores', { code: 'PAR1', name: 'Paris' });
      await app.post('/api/stores', { code: 'PAR1', name: 'Paris' });
      const { body } = await app.get('/api/audit?action=create&subjectKind=store');
      assert.equal(body.items.length, 1);
    });

    test('holds the address that the trusted proxy told', async () => {
      await using app = await startTestChaland({ on, config: { http: { trustedProxies: ['127.0.0.1'] } } });
      const { url } = await app.http.listen(0);
      await fetch(`${url}/api/stores`, {
        headers: { authorization: `Bearer ${app.key}`, 'x-forwarded-for': '198.51.100.7' },
      });
      const { body } = await app.get('/api/audit');
      assert.equal(body.items[0].address, '198.51.100.7');
    });
  });

  test('a session tells what its key may, everywhere and somewhere', async () => {
    await using app = await startTestChaland({ on });
    await app.stores.put({ code: 'PAR1', name: 'Paris' });
    const key = await app.keyWith(['stores.read'], { store: 'PAR1' });
    const { body } = await app.as(key).get('/api/session');
    assert.deepEqual(body.everywhere, []);
    assert.deepEqual(body.somewhere, ['stores.read']);
    assert.equal((await app.as(null).get('/api/session')).status, 401);
  });
});
