import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../data/open.ts';
import { onPostgres, testDatabase } from '../../testing/index.ts';
import { plain, writeMoments } from '../../testing/stream/raw-moments.ts';
import { note, testStream } from '../../testing/stream/test-stream.ts';
import { until } from '../../testing/until.ts';
import type { Subscriber } from './subscriber.ts';

/** Notes in a table what it handles, so that a moment handled twice shows. */
const recorder = (options: Partial<Subscriber> = {}): Subscriber => ({
  ...note().subscriber,
  id: 'test.recorder',
  async handle(moments, { db }) {
    await db.query('insert into handled (key) select unnest($1::text[])', [moments.map(({ key }) => key)]);
  },
  ...options,
});

onPostgres(() => {
  test('with rival readers, slow writers and rollbacks, every moment is handled once and none is skipped', async () => {
    await using db = await testDatabase({ on: 'postgres', connections: 12 });
    await db.query('create table handled (key text)');
    await using one = await testStream(db, [recorder({ batch: 50 })]);
    const otherDb = await openDatabase(db.address!, { connections: 4 });
    const other = await testStream(otherDb, [recorder({ batch: 50 })]);
    try {
      await Promise.all([one.start(), other.start()]);
      let rollbacks = 0;
      const write = async (writer: number) => {
        for (let at = 0; at < 100; at++) {
          await db
            .transaction(async () => {
              await writeMoments(db, plain(`${writer}-${at}-a`, `${writer}-${at}-b`));
              // Late commits are what a reader could skip.
              if (Math.random() < 0.5) await pause(Math.random() * 8);
              await writeMoments(db, plain(`${writer}-${at}-c`));
              if (Math.random() < 0.25) throw new Error('rolled back');
            })
            .catch(() => {
              rollbacks++;
            });
          one.wake();
        }
      };
      await Promise.all([0, 1, 2, 3, 4, 5].map(write));
      await one.drain();
      assert.ok(rollbacks > 0);
      const [count] = await db.query<{ n: number }>('select count(*) as n from chaland.moment');
      assert.equal(count!.n, (600 - rollbacks) * 3);
      const wrong = await db.query(
        `select m.source_key, count(h.key) from chaland.moment m left join handled h on h.key = m.source_key
         group by m.source_key having count(h.key) <> 1`,
      );
      assert.deepEqual(wrong, []);
    } finally {
      await other.close();
      await otherDb.close();
    }
  });

  test('a moment that is committed behind a younger one is not skipped', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    const { batches, subscriber } = note();
    await using stream = await testStream(db, [subscriber]);
    await stream.start();
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const { promise: written, resolve: wrote } = Promise.withResolvers<void>();
    const older = db.transaction(async () => {
      await writeMoments(db, plain('older'));
      wrote();
      await mayCommit;
    });
    await written;
    await writeMoments(db, plain('younger'));
    stream.wake();
    const draining = stream.drain();
    assert.deepEqual(batches, []);
    commit();
    await older;
    await draining;
    assert.deepEqual(batches.flat(), ['older', 'younger']);
  });

  test('the status names the transaction that holds the stream back', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    await using stream = await testStream(db, [note().subscriber]);
    const otherDb = await openDatabase(`${db.address!}?application_name=nightly-report`);
    try {
      await otherDb.transaction(async () => {
        await otherDb.query('create table report ()');
        await writeMoments(db, plain('a'));
        stream.clock.advance({ seconds: 30 });
        const named = /^process \d+ \(nightly-report, database chaland_test_\w+\) has been writing for \d+ s/;
        const [status] = await stream.status();
        assert.equal(status?.behind, 1);
        // The server is shared with other test files: a short transaction of theirs may be the oldest at first.
        await until('it is named', async () => named.test((await stream.status())[0]?.heldBy ?? ''));
      });
      await stream.drain();
      const [status] = await stream.status();
      assert.doesNotMatch(status?.heldBy ?? '', /nightly-report/);
    } finally {
      await otherDb.close();
    }
  });

  test('processes that start at once register a subscription once', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    const { subscriber } = note({ from: 'now' });
    const streams = await Promise.all(Array.from({ length: 4 }, () => testStream(db, [subscriber])));
    const found = await streams[0]!.status();
    assert.deepEqual(
      found.map(({ id }) => id),
      ['test.note'],
    );
    for (const stream of streams) await stream.close();
  });

  test('a commit in one process wakes the subscriptions of another at once', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    let handled = () => {};
    const subscriber = recorder({ handle: async () => handled() });
    // Polling alone would take longer than a test may.
    await using reading = await testStream(db, [subscriber], { poll: 3_600_000 });
    await reading.start();
    const otherDb = await openDatabase(db.address!);
    // It brings no subscriber of its own: it only writes.
    const writing = await testStream(otherDb, []);
    try {
      await writing.start();
      // The first may still be found by the look with which reading starts.
      for (const key of ['a', 'b', 'c']) {
        const { promise: done, resolve } = Promise.withResolvers<void>();
        handled = resolve;
        await writeMoments(otherDb, plain(key));
        writing.wake();
        await done;
      }
    } finally {
      await writing.close();
      await otherDb.close();
    }
  });

  test('a session that is lost in the middle of a batch is no failure of its moments', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    await db.query('create table handled (key text)');
    let cut = true;
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const subscriber = recorder({
      async handle(moments, context) {
        await recorder().handle(moments, context);
        if (cut) {
          cut = false;
          await context.db.query('select pg_terminate_backend(pg_backend_pid())');
        }
        context.db.afterCommit(resolve);
      },
    });
    await using stream = await testStream(db, [subscriber]);
    await stream.start();
    await writeMoments(db, plain('a', 'b'));
    stream.wake();
    await done;
    assert.deepEqual(await db.query('select key from handled order by key'), [{ key: 'a' }, { key: 'b' }]);
    const [status] = await stream.status();
    assert.deepEqual([status?.retrying, status?.parked], [0, 0]);
  });

  test('the stream goes on after the server has dropped every session', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    let resolve = () => {};
    const { batches, subscriber } = note();
    const { handle } = subscriber;
    subscriber.handle = async (moments, context) => {
      await handle(moments, context);
      context.db.afterCommit(() => resolve());
    };
    await using stream = await testStream(db, [subscriber]);
    await stream.start();
    for (const key of ['before', 'after']) {
      const { promise: done, resolve: finish } = Promise.withResolvers<void>();
      resolve = finish;
      // Not by the sessions that were dropped: whoever writes through one of those is told so.
      const otherDb = await openDatabase(db.address!);
      await writeMoments(otherDb, plain(key));
      stream.wake();
      await done;
      await otherDb.query(
        // Waits for their end: a session that is still ending could hand the next moment over in vain.
        `select pg_terminate_backend(pid, 30000) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await otherDb.close();
    }
    assert.deepEqual(batches, [['before'], ['after']]);
  });

  test('closing waits for the batch in flight', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    await db.query('create table handled (key text)');
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const stream = await testStream(db, [
      recorder({
        async handle(moments, context) {
          begin();
          await mayEnd;
          await recorder().handle(moments, context);
        },
      }),
    ]);
    await stream.start();
    await writeMoments(db, plain('a'));
    stream.wake();
    await begun;
    const closing = stream.close();
    end();
    await closing;
    assert.deepEqual(await db.query('select key from handled'), [{ key: 'a' }]);
  });

  test('a slow subscription does not keep another one waiting for its handler', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const { promise: handled, resolve: handle } = Promise.withResolvers<void>();
    await using stream = await testStream(db, [
      recorder({ id: 'test.slow', handle: () => mayEnd }),
      recorder({ id: 'test.quick', handle: async () => handle() }),
    ]);
    await writeMoments(db, plain('a'));
    await stream.start();
    await handled;
    end();
  });
});
