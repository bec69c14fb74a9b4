import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onBothDatabases } from '../testing/index.ts';
import type { Fate } from './moment.ts';
import { testIngest, visit } from './testing/test-ingest.ts';

const fates = (all: readonly Fate[]) => all.map(({ fate }) => fate);
const problemOf = (fate: Fate | undefined) => (fate as { problem: Record<string, unknown> }).problem;

onBothDatabases((on) => {
  describe('a moment', () => {
    test('is recorded with its store, seller, session and data', async () => {
      await using shop = await testIngest({ on });
      const [fate] = await shop.record([
        visit({
          store: 'paris',
          staff: 's1',
          session: 'w7',
          time: '2026-03-01T10:00:00',
          data: { note: 'é' },
        }),
      ]);
      const [row] = await shop.moments();
      assert.deepEqual(fate, {
        fate: 'recorded',
        id: 'v1',
        source: 'till',
        moment: row!.id,
        profile: row!.profileId,
      });
      assert.equal(row!.occurredAt.toISOString(), '2026-03-01T09:00:00.000Z');
      assert.deepEqual(
        [row!.source, row!.key, row!.type, row!.version, row!.session, row!.live, row!.data],
        ['till', 'v1', 'visit', 2, 'w7', true, { note: 'é' }],
      );
      assert.ok(row!.storeId && row!.staffId);
      assert.equal(shop.told.times, 1);
    });

    test("without an offset happened by its store's clocks", async () => {
      await using shop = await testIngest({ on });
      await shop.record([visit({ store: 'london', time: '2026-03-01T10:00:00' })]);
      assert.equal((await shop.moments())[0]!.occurredAt.toISOString(), '2026-03-01T10:00:00.000Z');
    });

    test('of an import is not live', async () => {
      await using shop = await testIngest({ on });
      await shop.record([visit()], { live: false });
      assert.equal((await shop.moments())[0]!.live, false);
    });

    test('in an older version of its type is raised to the newest', async () => {
      await using shop = await testIngest({ on });
      await shop.record([visit({ version: 1, data: { text: ' hello ' } })]);
      const [row] = await shop.moments();
      assert.deepEqual([row!.version, row!.data], [2, { note: 'hello' }]);
    });

    test('that names nobody has a profile id of its own, and no customer', async () => {
      await using shop = await testIngest({ on });
      await shop.record([visit({ id: 'a' }), visit({ id: 'b' }), visit({ id: 'c', customer: {} })]);
      assert.equal(new Set((await shop.moments()).map(({ profileId }) => profileId)).size, 3);
      assert.equal(await shop.count('profile'), 0);
      assert.equal(await shop.count('customer'), 0);
    });
  });

  describe('the same source and id', () => {
    test('is recorded once, whatever the order of keys and the spacing', async () => {
      await using shop = await testIngest({ on });
      const first = visit({ data: { note: 'a', seconds: 3 }, customer: { id: '7' } });
      const again = JSON.parse(
        '{"data": {"seconds": 3.0, "note": "a"}, "customer": {"id": "7"}, "time": "2026-03-01T11:00:00+01:00", "type": "visit", "source": "till", "id": "v1"}',
      );
      const [recorded] = await shop.record([first]);
      const [duplicate] = await shop.record([again]);
      assert.deepEqual(duplicate, { ...recorded, fate: 'duplicate' });
      assert.equal((await shop.moments()).length, 1);
    });

    test('with other content is a conflict, kept once for somebody to look at', async () => {
      await using shop = await testIngest({ on });
      await shop.record([visit()]);
      const other = visit({ data: { note: 'other' }, customer: { id: '8' } });
      const [conflict] = await shop.record([other]);
      await shop.record([other]);
      assert.equal(conflict!.fate, 'conflict');
      assert.equal(problemOf(conflict).code, 'CHL_MOMENT_CONFLICT');
      assert.equal((await shop.moments()).length, 1);
      assert.deepEqual(await shop.db.query('select input from chaland.moment_quarantine'), [
        { input: other },
      ]);
      assert.equal(await shop.count('customer'), 0, 'a conflict founds nobody');
    });

    test('twice in one batch: the first wins, the others are duplicates or conflicts', async () => {
      await using shop = await testIngest({ on });
      const all = await shop.record([
        visit(),
        visit(),
        visit({ data: { note: 'other' } }),
        visit({ id: 'v2' }),
      ]);
      assert.deepEqual(fates(all), ['recorded', 'duplicate', 'conflict', 'recorded']);
      const again = await shop.record([visit({ data: { note: 'other' } }), visit(), visit({ id: 'v2' })]);
      assert.deepEqual(fates(again), ['conflict', 'duplicate', 'duplicate']);
      assert.equal((await shop.moments()).length, 2);
    });

    test('brings nobody back who was erased', async () => {
      await using shop = await testIngest({ on });
      const receipt = visit({
        customer: { id: '7', identifiers: [{ kind: 'email', value: 'a@example.org' }] },
      });
      await shop.record([receipt]);
      for (const table of [
        'profile_identifier',
        'identifier',
        'customer_profile',
        'profile',
        'customer',
        'moment',
      ]) {
        await shop.db.query(`delete from chaland.${table}`);
      }
      assert.deepEqual(fates(await shop.record([receipt])), ['duplicate']);
      for (const table of ['customer', 'profile', 'identifier', 'moment']) {
        assert.equal(await shop.count(table), 0);
      }
    });
  });

  describe('inside a unit of work', () => {
    test('what is recorded is part of it', async () => {
      await using shop = await testIngest({ on });
      await assert.rejects(
        shop.db.transaction(async () => {
          assert.deepEqual(fates(await shop.record([visit()])), ['recorded']);
          assert.deepEqual(fates([await shop.recordOne(visit())]), ['duplicate']);
          assert.equal(shop.told.times, 0);
          throw new Error('changed my mind');
        }),
        /changed my mind/,
      );
      assert.equal((await shop.moments()).length, 0);
      assert.equal(shop.told.times, 0);
      await shop.db.transaction(() => shop.record([visit()]));
      assert.equal(shop.told.times, 1);
    });
  });

  describe('single moments', () => {
    test('that come together are recorded together, each with its own fate', async () => {
      await using shop = await testIngest({ on });
      const all = await Promise.all([
        shop.recordOne(visit({ id: 'a' })),
        shop.recordOne(visit({ id: 'b' })),
        shop.recordOne(visit({ id: 'c', type: 'vist' })),
        shop.recordOne(visit({ id: 'a' })),
        shop.recordOne(visit({ id: 'a', data: { note: 'other' } })),
        ...Array.from({ length: 50 }, (_, index) => shop.recordOne(visit({ id: `n${index}` }))),
      ]);
      assert.deepEqual(fates(all.slice(0, 5)), ['recorded', 'recorded', 'rejected', 'duplicate', 'conflict']);
      assert.ok(all.slice(5).every(({ fate }) => fate === 'recorded'));
      assert.equal((await shop.moments()).length, 52);
    });
  });
});
