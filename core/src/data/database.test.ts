import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { onBothDatabases, onPostgres, type TestDatabase, testDatabase } from '../testing/index.ts';
import { until } from '../testing/until.ts';
import { cancelWith } from './cancel.ts';
import { openDatabase } from './open.ts';

const brand = (db: TestDatabase, code: string) =>
  db.query('insert into chaland.brand (id, code, name) values (gen_random_uuid(), $1, $1)', [code]);
const codes = async (db: TestDatabase) =>
  (await db.query<{ code: string }>('select code from chaland.brand order by code')).map(({ code }) => code);

onBothDatabases((on) => {
  describe('a unit of work', () => {
    test('holds every query below it, however deep, and a failure undoes them all', async () => {
      await using db = await testDatabase({ on });
      const deep = async () => {
        await nextTurn();
        await brand(db, 'deep');
      };
      await assert.rejects(
        db.transaction(async () => {
          await brand(db, 'shallow');
          await deep();
          assert.deepEqual(await codes(db), ['deep', 'shallow']);
          throw new Error('no');
        }),
        /no/,
      );
      assert.deepEqual(await codes(db), []);
    });

    test('is joined by a transaction inside it', async () => {
      await using db = await testDatabase({ on });
      await assert.rejects(
        db.transaction(async () => {
          await db.transaction(() => brand(db, 'inner'));
          assert.equal(db.inTransaction, true);
          throw new Error('outer fails');
        }),
      );
      assert.deepEqual(await codes(db), []);
      assert.equal(db.inTransaction, false);
    });

    test('lets others ask meanwhile, and they see nothing of it before its commit', async () => {
      await using db = await testDatabase({ on });
      const begun = Promise.withResolvers<void>();
      const seen = Promise.withResolvers<string[]>();
      const inside = db.transaction(async () => {
        await brand(db, 'mine');
        begun.resolve();
        // PGlite has one session: there the others wait for this transaction to end.
        if (on === 'postgres') assert.deepEqual(await seen.promise, []);
      });
      await begun.promise;
      const outside = codes(db).then(seen.resolve, seen.reject);
      await Promise.all([inside, outside]);
      assert.deepEqual(await codes(db), ['mine']);
    });

    test('does what was asked for after its commit, and forgets it after a rollback', async () => {
      await using db = await testDatabase({ on });
      const done: string[] = [];
      await db.transaction(async () => {
        db.afterCommit(() => done.push('committed'));
        assert.deepEqual(done, []);
      });
      await assert.rejects(
        db.transaction(async () => {
          db.afterCommit(() => done.push('rolled back'));
          throw new Error('no');
        }),
      );
      db.afterCommit(() => done.push('outside'));
      assert.deepEqual(done, ['committed', 'outside']);
    });

    test('refuses a transaction of the query builder, which would miss it', async () => {
      await using db = await testDatabase({ on });
      await assert.rejects(
        db.kysely.transaction().execute(async () => {}),
        /db\.transaction/,
      );
    });
  });

  test('rows read alike: bigint as number, numeric and date as text, timestamptz as date, json parsed', async () => {
    await using db = await testDatabase({ on });
    const row = await db.first(sql`select 5::bigint as big, 1.50::numeric as exact, date '2026-03-29' as day,
      timestamptz '2026-03-29 01:00Z' as instant, ${JSON.stringify({ a: [1] })}::jsonb as json,
      ${['x', 'y "z"']}::text[] as list, array[1,2]::bigint[] as bigs`);
    assert.deepEqual(row, {
      big: 5,
      exact: '1.50',
      day: '2026-03-29',
      instant: new Date('2026-03-29T01:00:00Z'),
      json: { a: [1] },
      list: ['x', 'y "z"'],
      bigs: [1, 2],
    });
  });

  test('a notification is heard', async () => {
    await using db = await testDatabase({ on });
    const heard = Promise.withResolvers<string>();
    const stop = await db.listen('bell', (payload) => payload && heard.resolve(payload));
    await db.notify('bell', 'ding');
    assert.equal(await heard.promise, 'ding');
    await stop();
  });
});

onPostgres(() => {
  test('a deadlock is retried until both units of work are done', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    await brand(db, 'a');
    await brand(db, 'b');
    let attempts = 0;
    const met = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const rename = (me: 0 | 1, first: string, second: string) =>
      db.transaction(async () => {
        attempts++;
        await db.query(`update chaland.brand set name = name || '!' where code = $1`, [first]);
        met[me].resolve();
        await met[me === 0 ? 1 : 0].promise;
        await db.query(`update chaland.brand set name = name || '!' where code = $1`, [second]);
      });
    await Promise.all([rename(0, 'a', 'b'), rename(1, 'b', 'a')]);
    assert.ok(attempts > 2, 'they did deadlock');
    assert.deepEqual(await db.query('select name from chaland.brand order by code'), [
      { name: 'a!!' },
      { name: 'b!!' },
    ]);
  });

  test('a query stops when the one who asked goes away, and its session is good for the next', async () => {
    await using db = await testDatabase({ on: 'postgres', connections: 1 });
    const client = new AbortController();
    const slow = cancelWith(client, () => db.query('select pg_sleep(600)'));
    await using other = await testDatabase({ on: 'postgres' });
    const isSleeping = async () =>
      (
        await other.query(
          `select 1 from pg_stat_activity where query = 'select pg_sleep(600)' and state = 'active' and datname = $1`,
          [new URL(db.address!).pathname.slice(1)],
        )
      ).length > 0;
    await until('the query runs', isSleeping);
    client.abort();
    await assert.rejects(slow, { code: '57014' });
    assert.deepEqual(await db.query('select 1 as one'), [{ one: 1 }]);
  });

  test('a session whose transaction was left open is not given to the next', async () => {
    await using db = await testDatabase({ on: 'postgres', connections: 1 });
    await db.session((connection) => connection.query('begin'));
    await brand(db, 'a');
    const other = await openDatabase(db.address!);
    assert.deepEqual(await other.query('select code from chaland.brand'), [{ code: 'a' }]);
    await other.close();
  });

  test('a session that the server ended is replaced', async () => {
    await using db = await testDatabase({ on: 'postgres', connections: 1 });
    await assert.rejects(db.query('select pg_terminate_backend(pg_backend_pid())'));
    assert.deepEqual(await db.query('select 1 as one'), [{ one: 1 }]);
  });
});
