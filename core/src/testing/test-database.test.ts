import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, testDatabase } from './index.ts';

onBothDatabases((on) => {
  test('a test database is migrated and belongs to one test alone', async () => {
    await using one = await testDatabase({ on });
    await using other = await testDatabase({ on });
    await one.query(
      `insert into chaland.brand (id, code, name) values ('0198f1c2-0000-7000-8000-000000000001', 'maison', 'Maison')`,
    );
    const count = 'select count(*) as n from chaland.brand';
    assert.deepEqual(await one.query(count), [{ n: 1 }]);
    assert.deepEqual(await other.query(count), [{ n: 0 }]);
  });

  test("a plugin's migrations are applied after core's", async () => {
    await using db = await testDatabase({
      on,
      plugins: [
        {
          id: 'club-card',
          version: '1.0.0',
          title: { en: 'Club card', fr: 'Carte club' },
          requires: { api: '^1.0' },
          migrations: [{ name: '0001-card', up: 'create table club_card.card (id uuid primary key)' }],
        },
      ],
    });
    assert.deepEqual(await db.query('select * from club_card.card'), []);
  });
});
