import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLog, type Log } from '../log.ts';
import { onBothDatabases, testClock, testDatabase } from '../testing/index.ts';
import { type AuditEntry, createAuditTrail } from './audit-trail.ts';

const silent = createLog('silent');
const seen = (id: string): AuditEntry => ({
  principal: { kind: 'key', id: 'k1', name: 'Till' },
  action: 'read',
  subject: { kind: 'customer', id },
  requestId: 'r1',
  address: '2001:db8::1',
});
type Db = Awaited<ReturnType<typeof testDatabase>>;
const subjects = async (db: Db) =>
  (await db.query<{ id: string }>('select subject_id as id from chaland.audit order by id, subject_id')).map(
    ({ id }) => id,
  );

onBothDatabases((on) => {
  describe('the audit trail', () => {
    test('writes reads in groups, by one statement', async () => {
      await using db = await testDatabase({ on });
      let statements = 0;
      const query: typeof db.query = (...args) => {
        statements++;
        return db.query(...args);
      };
      const counting = { ...db, query };
      const trail = createAuditTrail({ db: counting, clock: testClock(), log: silent });
      for (let n = 0; n < 400; n++) trail.note(seen(`c${n}`));
      assert.equal(statements, 0);
      await trail.close();
      assert.equal(statements, 1);
      assert.equal((await subjects(db)).length, 400);
    });

    test('does not wait for the second to pass once a group is full', async () => {
      await using db = await testDatabase({ on });
      const trail = createAuditTrail({ db, clock: testClock(), log: silent, group: 3, wait: 60_000 });
      for (const id of ['a', 'b', 'c']) trail.note(seen(id));
      await trail.flush();
      assert.deepEqual((await subjects(db)).toSorted(), ['a', 'b', 'c']);
      await trail.close();
    });

    test('keeps what was changed with the change, and forgets it with the change', async () => {
      await using db = await testDatabase({ on });
      const trail = createAuditTrail({ db, clock: testClock(), log: silent });
      await db.transaction(() => trail.write([{ ...seen('kept'), changes: { fields: ['name'] } }]));
      await assert.rejects(
        db.transaction(async () => {
          await trail.write([seen('undone')]);
          throw new Error('the change fails');
        }),
      );
      assert.deepEqual(await subjects(db), ['kept']);
      const [row] = await db.query('select * from chaland.audit');
      assert.deepEqual((row as { changes: unknown }).changes, { fields: ['name'] });
      await trail.close();
    });

    test('is not held up by an entry that no database can store', async () => {
      await using db = await testDatabase({ on });
      const trail = createAuditTrail({ db, clock: testClock(), log: silent });
      for (const id of ['before', 'with \u0000 in it', 'after']) trail.note(seen(id));
      await trail.flush();
      assert.deepEqual((await subjects(db)).toSorted(), ['after', 'before']);
      assert.equal(trail.dropped, 1);
      await trail.close();
    });

    test('is not part of the transaction of the request that filled the group', async () => {
      await using db = await testDatabase({ on });
      const trail = createAuditTrail({ db, clock: testClock(), log: silent, group: 1 });
      await assert.rejects(
        db.transaction(async () => {
          trail.note(seen('read in it'));
          throw new Error('rolled back');
        }),
      );
      await trail.flush();
      assert.deepEqual(await subjects(db), ['read in it']);
      await trail.close();
    });
  });
});

describe('while the database is away', () => {
  const told: string[] = [];
  const log = {
    ...silent,
    warn: (...args: unknown[]) => void told.push(`warn ${args.at(-1)}`),
    error: (fields: { dropped: number }, text: string) => void told.push(`error ${fields.dropped} ${text}`),
  } as unknown as Log;

  test('reads wait, up to a bound; what is beyond it is counted and logged, and nothing hammers', async () => {
    await using db = await testDatabase();
    let away = true;
    let tries = 0;
    const query = (async (text: string, values?: readonly unknown[]) => {
      tries++;
      if (away) throw new Error('no database');
      return db.query(text, values);
    }) as typeof db.query;
    const trail = createAuditTrail({
      db: { ...db, query },
      clock: testClock(),
      log,
      group: 10,
      keep: 50,
      wait: 60_000,
    });
    for (let n = 0; n < 100; n++) {
      trail.note(seen(String(n).padStart(3, '0')));
      if (n % 10 === 0) await new Promise(setImmediate);
    }
    assert.ok(tries <= 2, `${tries} tries`);
    assert.ok(trail.pending <= 60);
    assert.equal(trail.dropped + trail.pending, 100);
    const lost = trail.dropped;
    assert.ok(told.some((line) => line.startsWith('error')));

    away = false;
    await trail.flush();
    assert.equal(trail.pending, 0);
    const written = await subjects(db);
    assert.equal(written.length, 100 - lost);
    assert.ok(written.includes('099'), 'the latest are kept');
    await trail.close();
  });

  test('what can not be written at the end is counted and logged too', async () => {
    await using db = await testDatabase();
    const query = (async () => {
      throw new Error('no database');
    }) as typeof db.query;
    const trail = createAuditTrail({ db: { ...db, query }, clock: testClock(), log });
    trail.note(seen('a'));
    await trail.close();
    assert.equal(trail.dropped, 1);
  });
});
