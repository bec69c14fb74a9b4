import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../clock.ts';
import { onBothDatabases, onPostgres, testDatabase } from '../testing/index.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import type { Migration } from './migration.ts';
import { openDatabase } from './open.ts';

const owner = (...migrations: Migration[]) => [{ id: 'club-card', migrations }];
const first: Migration = {
  name: '0001-card',
  up: 'create table club_card.card (id uuid primary key); -- cards\n',
};
const second: Migration = {
  name: '0002-number',
  up: async (db) => void (await db.query('alter table club_card.card add column number text')),
};

onBothDatabases((on) => {
  test('migrations run once, in the order of their names, each with its record', async () => {
    await using db = await testDatabase({ on });
    assert.deepEqual(await pendingMigrations(db, owner(second, first)), [
      { owner: 'club-card', name: '0002-number' },
      { owner: 'club-card', name: '0001-card' },
    ]);
    const applied = await migrate(db, owner(second, first), systemClock);
    assert.deepEqual(
      applied.map(({ name }) => name),
      ['0001-card', '0002-number'],
    );
    assert.deepEqual(await migrate(db, owner(second, first), systemClock), []);
  });

  test('a migration that fails leaves nothing of itself, and those before it stay', async () => {
    await using db = await testDatabase({ on });
    const broken: Migration = {
      name: '0002-broken',
      up: 'create table club_card.half (id int);\nselect 1/0;\n',
    };
    await assert.rejects(migrate(db, owner(first, broken), systemClock), /division by zero/);
    assert.deepEqual(
      await db.query(
        `select to_regclass('club_card.half')::text as half, to_regclass('club_card.card')::text as card`,
      ),
      [{ half: null, card: 'club_card.card' }],
    );
    assert.deepEqual(await pendingMigrations(db, owner(first, broken)), [
      { owner: 'club-card', name: '0002-broken' },
    ]);
  });

  test('a breaking migration of a newer version refuses this one; others, and removed plugins, do not', async () => {
    await using db = await testDatabase({ on });
    await migrate(db, owner(first, { ...second, breaking: true }), systemClock);
    await assert.rejects(migrate(db, owner(first), systemClock), {
      code: 'CHL_MIGRATION_UNKNOWN',
      message: /club-card\/0002-number/,
    });
    assert.deepEqual(await migrate(db, [], systemClock), []);
  });
});

onPostgres(() => {
  test('of processes that start at once, one migrates and the others wait for it', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    const rivals = await Promise.all([1, 2, 3, 4].map(() => openDatabase(db.address!, { connections: 2 })));
    const applied = await Promise.all(
      rivals.map((rival) => migrate(rival, owner(first, second), systemClock)),
    );
    assert.equal(applied.flat().length, 2);
    await Promise.all(rivals.map((rival) => rival.close()));
  });
});
