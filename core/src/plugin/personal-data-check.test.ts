import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schemaOwners } from '../data/schema-owners.ts';
import type { Problem } from '../http/problem.ts';
import { onBothDatabases, testDatabase } from '../testing/index.ts';
import { definePlugin, type Plugin } from './define-plugin.ts';
import { checkPersonalData } from './personal-data-check.ts';

const clubCard = (personalData: Plugin['personalData'] = []) =>
  definePlugin({
    id: 'club-card',
    version: '1.0.0',
    title: { en: 'Club card', fr: 'Carte du club' },
    requires: { api: '^1.0' },
    migrations: [
      {
        name: '0001-card',
        up: `
          create table club_card.card (number text primary key, customer_id uuid not null);
          create table club_card.tier (code text primary key);
          create table club_card.godparent (
            godchild uuid not null references chaland.customer, primary key (godchild)
          );`,
      },
    ],
    personalData,
  });

onBothDatabases((on) => {
  test("core's own tables that tell of persons are all declared", async () => {
    await using db = await testDatabase({ on });
    await checkPersonalData(db, schemaOwners());
  });

  test('a table that tells of a person by name or foreign key, and is not declared, is found with its mend', async () => {
    const plugins = [clubCard()];
    await using db = await testDatabase({ on, plugins });
    await assert.rejects(checkPersonalData(db, schemaOwners(plugins)), (error: Problem) => {
      assert.equal(error.code, 'CHL_PERSONAL_DATA_UNDECLARED');
      assert.deepEqual(
        error.details.errors!.map(({ message }) => message.split(' tells of')[0]),
        ['club_card.card.customer_id', 'club_card.godparent.godchild'],
      );
      assert.match(error.message, /plugin "club-card": club_card\.card\.customer_id/);
      return true;
    });
  });

  test('a table that is declared is fine', async () => {
    const how = { export: 'rows', erase: 'delete', merge: 'derived' } as const;
    const plugins = [
      clubCard([
        { table: 'club_card.card', customer: 'customer_id', ...how },
        { table: 'club_card.godparent', customer: 'godchild', ...how },
      ]),
    ];
    await using db = await testDatabase({ on, plugins });
    await checkPersonalData(db, schemaOwners(plugins));
  });
});
