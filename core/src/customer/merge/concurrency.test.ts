import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subscriber } from '../../moment/stream/subscriber.ts';
import { visit } from '../../moment/testing/test-ingest.ts';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { definePlugin } from '../../plugin/define-plugin.ts';
import { onPostgres, startTestChaland, type TestChaland, testDatabase } from '../../testing/index.ts';
import { identityChange } from './identity-change.ts';

/** Keeps a row for each visit, and one number that is counted from them. */
const club = definePlugin({
  id: 'club',
  version: '0.1.0',
  title: { en: 'Club', fr: 'Club' },
  requires: { api: '^1.0' },
  migrations: [
    {
      name: '0001-club',
      up: `
        create table club.visit (
          customer_id uuid not null, profile_id uuid not null, moment_id uuid not null,
          primary key (customer_id, moment_id));
        create table club.count (customer_id uuid primary key, visits int not null)`,
    },
  ],
  personalData: [
    {
      table: 'club.visit',
      customer: 'customer_id',
      profile: 'profile_id',
      export: 'rows',
      erase: 'delete',
      merge: 'byProfile',
    },
    { table: 'club.count', customer: 'customer_id', export: 'rows', erase: 'delete', merge: 'derived' },
  ],
  contributes: [
    subscriber({
      id: 'club.count',
      title: { en: 'Visits', fr: 'Visites' },
      from: 'beginning',
      batch: 20,
      async handle(moments, { db, customers }) {
        const holders = await customers.ofMoments(moments);
        const rows = moments.map(({ id, profileId }) => ({ id, profileId, customer: holders.get(id)! }));
        await db.query('insert into club.visit select * from unnest($1::uuid[], $2::uuid[], $3::uuid[])', [
          rows.map(({ customer }) => customer),
          rows.map(({ profileId }) => profileId),
          rows.map(({ id }) => id),
        ]);
        await db.query(
          `insert into club.count as known select customer, count(*) from unnest($1::uuid[]) as t (customer)
           group by customer order by customer
           on conflict (customer_id) do update set visits = known.visits + excluded.visits`,
          [rows.map(({ customer }) => customer)],
        );
      },
    }),
    identityChange({
      async recompute(ids, { db }) {
        await db.query('delete from club.count where customer_id = any($1::uuid[])', [[...ids]]);
        await db.query(
          `insert into club.count select customer_id, count(*) from club.visit
           where customer_id = any($1::uuid[]) group by customer_id`,
          [[...ids]],
        );
      },
    }),
  ],
});

const by = { kind: 'user', id: 'u', name: 'U' } as const;
const people = 12;
const expected = new Set(['CHL_MERGE_MERGED', 'CHL_MERGE_UNDONE', 'CHL_CONFLICT', '40001']);

onPostgres(() => {
  test('merges, undos, handlers and moments of the same people at once leave no row with who was merged away', async () => {
    const plugins = [visits, club];
    await using database = await testDatabase({ on: 'postgres', plugins, connections: 12 });
    const apps = await Promise.all(
      [1, 2].map(() => startTestChaland({ on: 'postgres', plugins, database, settings: noLinking })),
    );
    const [first, second] = apps as [TestChaland, TestChaland];
    try {
      await record(first, 'start');
      const homes = (
        await database.query<{ id: string }>('select distinct home_id as id from chaland.profile order by 1')
      ).map(({ id }) => id);
      let random = 7;
      const pick = (n: number) => {
        random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
        return Math.floor((random / 2 ** 31) * n);
      };
      let merged = 0;
      let undone = 0;
      const work = apps.map(async ({ merges }) => {
        for (let turn = 0; turn < 30; turn++) {
          try {
            const standing = await merges.list({ limit: 100 });
            const open = standing.filter(({ undoneAt }) => undoneAt === null);
            if (open.length > 4 && turn % 2 === 0) {
              await merges.undo(open[pick(open.length)]!.id, { by });
              undone += 1;
            } else {
              const gone = new Set(open.map(({ loserId }) => loserId));
              const roots = homes.filter((id) => !gone.has(id));
              const [loserId, survivorId] = [roots[pick(roots.length)]!, roots[pick(roots.length)]!];
              if (loserId === survivorId) continue;
              await merges.merge({ loserId, survivorId, by });
              merged += 1;
            }
          } catch (error) {
            if (!expected.has((error as { code: string }).code)) throw error;
          }
        }
      });
      const ingest = Array.from({ length: 5 }, (_, turn) => record(apps[turn % 2]!, `m${turn}`));
      const handlers = apps.map(async ({ stream }) => {
        for (let turn = 0; turn < 4; turn++) await stream.drain();
      });
      await Promise.all([...work, ...ingest, ...handlers]);
      await first.stream.drain();

      assert.ok(merged > 10 && undone > 2, `${merged} merges, ${undone} undos`);
      const none = async (what: string, text: string) =>
        assert.deepEqual(await database.query(text), [], what);
      await none(
        'a visit is with its profile’s customer',
        `select v.* from club.visit v join chaland.profile p on p.id = v.profile_id
         where v.customer_id <> p.customer_id`,
      );
      await none(
        'nobody who was merged away has anything',
        `select c.id from chaland.customer c
         where c.merged_into is not null and (
           exists (select from club.visit v where v.customer_id = c.id)
           or exists (select from club.count n where n.customer_id = c.id)
           or exists (select from chaland.customer_profile l where l.customer_id = c.id)
           or exists (select from chaland.profile p where p.customer_id = c.id))`,
      );
      await none(
        'the count is that of the visits',
        `select customer_id from (select customer_id, count(*) as n from club.visit group by 1) v
         full join club.count c using (customer_id) where v.n is distinct from c.visits`,
      );
      await none(
        'every moment was handled once',
        `select m.id from chaland.moment m full join club.visit v on v.moment_id = m.id
         where m.id is null or v.moment_id is null`,
      );
      await none(
        'profiles and their list agree',
        `select p.id from chaland.profile p full join chaland.customer_profile l
           on l.profile_id = p.id and l.customer_id = p.customer_id
         where p.id is null or l.profile_id is null`,
      );
      await none(
        'every id leads to the root',
        `with recursive up as (
           select c.id as home, c.id from chaland.customer c
           union all
           select up.home, m.survivor_id from up join chaland.merge m on m.loser_id = up.id and m.undone_at is null)
         select c.id from chaland.customer c join up on up.home = c.id
           and not exists (select from chaland.merge m where m.loser_id = up.id and m.undone_at is null)
         where coalesce(c.merged_into, c.id) <> up.id`,
      );
    } finally {
      await first.close();
      await second.close();
    }
  });
});

const noLinking = { core: { identity: { linking: { automatic: false } } } };

/** A visit of everybody to the till and the web shop, some of them somebody new at a third source. */
async function record(app: TestChaland, turn: string): Promise<void> {
  const fates = await app.moments.record(
    Array.from({ length: people * 3 }, (_, n) =>
      visit({
        id: `${turn}-${n}`,
        source: ['till', 'web', turn][n % 3]!,
        customer: {
          id: `${n % people}`,
          identifiers: [{ kind: 'loyalty_card', value: `L${n % people}`, verified: true }],
          attributes: { firstName: `${turn} ${n}` },
        },
      }),
    ),
  );
  assert.ok(fates.every(({ fate }) => fate === 'recorded'));
}
