import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createChaland } from '../boot.ts';
import { createLog } from '../log.ts';
import { apiClient } from '../testing/api-client.ts';
import { onBothDatabases, onPostgres, testDatabase } from '../testing/index.ts';

const log = createLog('silent');

onBothDatabases((on) => {
  describe("the first administrator's key", () => {
    test('is made once, opens everything, and is kept nowhere', async () => {
      await using database = await testDatabase({ on });
      const app = await createChaland({ plugins: [] }, { database, log });
      const first = await app.access.ensureFirstKey();
      assert.ok(first);
      assert.equal(await app.access.ensureFirstKey(), undefined);
      const { body } = await apiClient(app.request, first.key).get('/api/session');
      assert.deepEqual(body.everywhere, [...app.access.permissions.keys()].toSorted());
      const rows = await database.query("select *, encode(hash, 'escape') as text from chaland.api_key");
      assert.doesNotMatch(JSON.stringify(rows), new RegExp(first.key));
      await app.close();
    });

    test('is not made again once the first was revoked', async () => {
      await using database = await testDatabase({ on });
      const app = await createChaland({ plugins: [] }, { database, log });
      const first = await app.access.ensureFirstKey();
      await app.access.revokeKey(first!.id);
      assert.equal(await app.access.ensureFirstKey(), undefined);
      await app.close();
    });
  });
});

onPostgres(() => {
  test('of several processes that start at once, one makes the first key', async () => {
    await using database = await testDatabase({ on: 'postgres', connections: 8 });
    const apps = await Promise.all(
      Array.from({ length: 4 }, () => createChaland({ plugins: [] }, { database, log })),
    );
    const made = await Promise.all([...apps, ...apps].map(({ access }) => access.ensureFirstKey()));
    assert.equal(made.filter(Boolean).length, 1);
    await Promise.all(apps.map((app) => app.close()));
  });
});
