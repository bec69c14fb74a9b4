import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onBothDatabases, onPostgres, type TestDatabase, testDatabase } from '../testing/index.ts';
import { createStores } from './store-registry.ts';

const locale = { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' } as const;
/** Time stands still for them: a slow machine asks for nothing anew. */
const storesOn = (db: TestDatabase) => createStores({ db, locale, now: () => 0 });

/** The same database, and how often it was asked. */
function counted(db: TestDatabase) {
  const counts = { queries: 0 };
  const query: typeof db.query = (...args) => {
    counts.queries++;
    return db.query(...args);
  };
  return {
    counting: Object.defineProperties(
      { ...db, query },
      { inTransaction: { get: () => db.inTransaction } },
    ) as TestDatabase,
    counts,
  };
}

onBothDatabases((on) => {
  describe('a store', () => {
    test("has the deployment's country, time zone and currency where nothing is said", async () => {
      await using db = await testDatabase({ on });
      const { id, ...store } = await storesOn(db).put({ code: 'PAR1', name: 'Paris' });
      assert.match(id, /^[\da-f-]{36}$/);
      assert.deepEqual(store, {
        code: 'PAR1',
        name: 'Paris',
        brandId: null,
        country: 'FR',
        timeZone: 'Europe/Paris',
        currency: 'EUR',
        version: 1,
      });
    });

    test('keeps what is not said when it is put again, and its version where nothing changed', async () => {
      await using db = await testDatabase({ on });
      const stores = storesOn(db);
      const brand = await stores.putBrand({ code: 'B', name: 'Brand' });
      const first = await stores.put({
        code: 'LON1',
        name: 'London',
        brand: 'B',
        country: 'GB',
        currency: 'GBP',
      });
      assert.equal(first.brandId, brand.id);
      const same = await stores.put({ code: 'LON1', name: 'London' });
      assert.deepEqual(same, first);
      const renamed = await stores.put({ code: 'LON1', name: 'London 1', brand: null });
      assert.deepEqual(renamed, { ...first, name: 'London 1', brandId: null, version: 2 });
    });

    test('has a country, a time zone and a currency that exist; each fault is named', async () => {
      await using db = await testDatabase({ on });
      await assert.rejects(
        storesOn(db).put({
          code: 'X',
          name: 'X',
          country: 'ZZ',
          timeZone: 'Europe/Pariss',
          currency: 'EURO',
        }),
        (error: Error & { details: { errors: { pointer: string }[] } }) => {
          assert.deepEqual(
            error.details.errors.map(({ pointer }) => pointer),
            ['/country', '/timeZone', '/currency'],
          );
          return true;
        },
      );
      for (const timeZone of ['+02:00', '', 'Paris']) {
        await assert.rejects(
          storesOn(db).put({ code: 'X', name: 'X', timeZone }),
          /CHL_INPUT_INVALID/,
          timeZone,
        );
      }
    });

    test('belongs to a brand that exists', async () => {
      await using db = await testDatabase({ on });
      await assert.rejects(storesOn(db).put({ code: 'X', name: 'X', brand: 'none' }), /CHL_BRAND_UNKNOWN/);
    });

    test('is found in memory once it was read', async () => {
      await using db = await testDatabase({ on });
      await storesOn(db).put({ code: 'PAR1', name: 'Paris' });
      const { counting, counts } = counted(db);
      const stores = storesOn(counting);
      assert.equal((await stores.byCode(['PAR1', 'NONE'])).get('PAR1')?.name, 'Paris');
      const before = counts.queries;
      for (let n = 0; n < 100; n++) await stores.byCode(['PAR1', 'NONE']);
      assert.equal(counts.queries, before);
    });

    test('that another process just created is found at once', async () => {
      await using db = await testDatabase({ on });
      const [mine, theirs] = [storesOn(db), storesOn(db)];
      await mine.byCode(['LYO1']);
      await mine.byCode(['PAR1']).then((found) => assert.equal(found.size, 0));
      const { id } = await theirs.put({ code: 'NIC1', name: 'Nice' });
      assert.equal((await mine.byCode(['NIC1'])).get('NIC1')?.id, id);
      assert.equal((await mine.byId(id))?.code, 'NIC1');
    });

    test('put in a transaction is found in it, and forgotten with it', async () => {
      await using db = await testDatabase({ on });
      const stores = storesOn(db);
      await stores.all();
      await assert.rejects(
        db.transaction(async () => {
          await stores.byCode(['PAR1']);
          await stores.put({ code: 'PAR1', name: 'Paris' });
          assert.equal((await stores.byCode(['PAR1'])).size, 1);
          throw new Error('rolled back');
        }),
        /rolled back/,
      );
      assert.equal((await stores.all()).length, 0);
    });

    test('that nobody has can not be made into a flood of queries', async () => {
      await using db = await testDatabase({ on });
      const { counting, counts } = counted(db);
      const stores = storesOn(counting);
      await stores.all();
      const before = counts.queries;
      for (let n = 0; n < 2_000; n++) await stores.byCode([`unknown ${n}`]);
      assert.equal(counts.queries - before, 100, 'a hundred a second');
    });
  });

  test('staff belong to a store, and are found by their code', async () => {
    await using db = await testDatabase({ on });
    const stores = storesOn(db);
    const { id } = await stores.put({ code: 'PAR1', name: 'Paris' });
    await stores.putStaff({ code: 'S1', name: 'A seller', store: 'PAR1' });
    assert.equal((await stores.staffByCode(['S1'])).get('S1')?.storeId, id);
    assert.equal((await stores.putStaff({ code: 'S1', name: 'A buyer' })).storeId, id);
    assert.equal((await stores.putStaff({ code: 'S1', name: 'A buyer', store: null })).version, 3);
    await assert.rejects(stores.putStaff({ code: 'S2', name: 'x', store: 'NONE' }), /CHL_STORE_UNKNOWN/);
  });
});

onPostgres(() => {
  test('a store that twenty create at once is one store', async () => {
    await using db = await testDatabase({ on: 'postgres', connections: 10 });
    const stores = storesOn(db);
    const made = await Promise.all(
      Array.from({ length: 20 }, () => stores.put({ code: 'PAR1', name: 'Paris' })),
    );
    assert.equal(new Set(made.map(({ id }) => id)).size, 1);
    assert.deepEqual(new Set(made.map(({ version }) => version)), new Set([1]));
  });
});
