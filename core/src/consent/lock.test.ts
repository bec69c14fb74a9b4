import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { after, before, test } from 'node:test';
import { onBothDatabases, onPostgres, type TestDatabase, testDatabase } from '../testing/index.ts';
import { until } from '../testing/until.ts';
import { lockScope } from './lock.ts';

/** Runs work beside the unit of work that asks for it. */
const outside = AsyncLocalStorage.snapshot();

const point = { kind: 'email', value: 'ana@example.com' };

onBothDatabases((on) => {
  let db: TestDatabase;
  before(async () => {
    db = await testDatabase({ on });
  });
  after(() => db.close());

  test('a lock outside a transaction, which would hold nothing, is refused', async () => {
    await assert.rejects(lockScope(db, { contactPoints: [point] }), /inside db\.transaction/);
  });

  test('it tells whose the profiles are, who customers are now, and who is gone', async () => {
    const [profile, loser, survivor, gone] = Array.from({ length: 4 }, () => crypto.randomUUID());
    await db.query(
      `insert into chaland.customer (id, merged_into, created_at, updated_at)
       values ($1, $2, now(), now()), ($2, null, now(), now())`,
      [loser, survivor],
    );
    await db.query(
      `insert into chaland.profile (id, source, key, customer_id, home_id, created_at, updated_at)
       values ($1, 'till', '1', $2, $3, now(), now())`,
      [profile, survivor, loser],
    );
    const { profiles, customers } = await db.transaction(() =>
      lockScope(db, {
        profileIds: [profile!, gone!],
        customerIds: [loser!, gone!],
        contactPoints: [point, point],
      }),
    );
    assert.deepEqual([...profiles], [[profile, survivor]]);
    assert.deepEqual(
      new Map(customers),
      new Map([
        [loser, survivor],
        [survivor, survivor],
      ]),
    );
  });
});

onPostgres(() => {
  test('a contact point that nobody has named yet makes the second one wait all the same', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    const order: string[] = [];
    const contactPoints = [{ kind: 'email', value: 'new@example.com' }];
    let second: Promise<void> | undefined;
    await db.transaction(async () => {
      await lockScope(db, { contactPoints });
      second = outside(async () => {
        await db.transaction(async () => {
          await lockScope(db, { contactPoints });
          order.push('second');
        });
      });
      // It waits for this transaction: the database says so.
      await untilWaiting(db);
      order.push('first');
    });
    await second;
    assert.deepEqual(order, ['first', 'second']);
  });

  test('a row that an erasure removes meanwhile is made again', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    const contactPoints = [{ kind: 'email', value: 'erased@example.com' }];
    let second: Promise<void> | undefined;
    await db.transaction(() => lockScope(db, { contactPoints }));
    await db.transaction(async () => {
      await lockScope(db, { contactPoints });
      await db.query('delete from chaland.contact_point');
      second = outside(() => db.transaction(async () => void (await lockScope(db, { contactPoints }))));
      await untilWaiting(db);
    });
    await second;
    const rows = await db.query('select value from chaland.contact_point');
    assert.deepEqual(rows, [{ value: 'erased@example.com' }]);
  });
});

/** Asks until somebody waits for a lock in this database. */
async function untilWaiting(db: TestDatabase): Promise<void> {
  await until('somebody waits for a lock', async () => {
    const rows = await outside(() =>
      db.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      ),
    );
    return rows.length > 0;
  });
}
