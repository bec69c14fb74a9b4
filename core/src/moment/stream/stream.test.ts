import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, testDatabase } from '../../testing/index.ts';
import { plain, writeMoments } from '../../testing/stream/raw-moments.ts';
import { note, testStream } from '../../testing/stream/test-stream.ts';
import { untilSettled } from '../../testing/stream/until-settled.ts';
import type { Subscriber } from './subscriber.ts';

onBothDatabases((on) => {
  test('moments reach their subscriber in the order in which they were committed, in batches, once', async () => {
    await using db = await testDatabase({ on });
    const { batches, subscriber } = note({ batch: 2 });
    await using stream = await testStream(db, [subscriber]);
    await writeMoments(db, plain('a', 'b', 'c'));
    await writeMoments(db, plain('d'));
    await untilSettled(db);
    await stream.drain();
    await stream.drain();
    assert.deepEqual(batches, [
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('the numbers of transactions are ordered as numbers: 999 before 1000', async () => {
    await using db = await testDatabase({ on });
    const { batches, subscriber } = note({ batch: 1 });
    await using stream = await testStream(db, [subscriber]);
    await writeMoments(db, [
      { key: 'later', epoch: 0, tx: 1000 },
      { key: 'earlier', epoch: 0, tx: 999 },
      { key: 'earliest', epoch: 0, tx: 99 },
    ]);
    await stream.drain();
    assert.deepEqual(batches, [['earliest'], ['earlier'], ['later']]);
  });

  test('a moment arrives whole', async () => {
    await using db = await testDatabase({ on });
    const { seen, subscriber } = note();
    await using stream = await testStream(db, [subscriber]);
    const profile = '0198f1c2-0000-7000-8000-000000000001';
    await writeMoments(db, [{ key: 'a', profile, type: 'receipt', data: { total: 1250 } }]);
    await stream.drain();
    const { id: _, ...moment } = seen[0]!;
    assert.deepEqual(moment, {
      profileId: profile,
      type: 'receipt',
      version: 1,
      time: stream.clock.now(),
      source: 'test',
      key: 'a',
      storeId: null,
      staffId: null,
      session: null,
      live: true,
      recordedAt: stream.clock.now(),
      data: { total: 1250 },
    });
  });

  test('a subscription that names types is given those alone, and does not walk over the others again', async () => {
    await using db = await testDatabase({ on });
    const { batches, subscriber } = note({ types: ['receipt'] });
    await using stream = await testStream(db, [subscriber]);
    await writeMoments(db, [{ key: 'a' }, { key: 'b', type: 'receipt' }, { key: 'c' }]);
    await stream.drain();
    assert.deepEqual(batches, [['b']]);
    const unread = await db.query(
      `select m.source_key from chaland.moment m, chaland.subscription_cursor c
       where (m.epoch, m.tx, m.seq) > (c.epoch, c.tx, c.seq)`,
    );
    assert.deepEqual(unread, []);
  });

  test('a new subscription starts where it asks to: at the beginning, or at now', async () => {
    await using db = await testDatabase({ on });
    const past = note({ id: 'test.past' });
    await using before = await testStream(db, [past.subscriber]);
    await writeMoments(db, plain('early'));
    // "Now" is what is settled: other transactions on the server may hold that back for a moment.
    await before.drain();
    const present = note({ id: 'test.present', from: 'now' });
    await using stream = await testStream(db, [past.subscriber, present.subscriber]);
    await stream.register();
    await writeMoments(db, plain('late'));
    await stream.drain();
    assert.deepEqual(past.batches.flat(), ['early', 'late']);
    assert.deepEqual(present.batches.flat(), ['late']);
  });

  test('what a handler writes and the place it has reached are committed together', async () => {
    await using db = await testDatabase({ on });
    await db.query('create table handled (key text primary key)');
    let broken = true;
    await using stream = await testStream(db, [
      {
        ...note().subscriber,
        async handle(moments, context) {
          for (const { key } of moments) await context.db.query('insert into handled values ($1)', [key]);
          if (broken) throw new Error('out of order');
        },
      },
    ]);
    await writeMoments(db, plain('a', 'b'));
    await stream.drain();
    assert.deepEqual(await db.query('select * from handled'), []);
    broken = false;
    stream.clock.advance({ seconds: 1 });
    await stream.drain();
    assert.deepEqual(await db.query('select * from handled order by key'), [{ key: 'a' }, { key: 'b' }]);
  });

  test('a moment that a handler records is handed on in the same drain', async () => {
    await using db = await testDatabase({ on });
    const earned = note({ id: 'test.earned', types: ['earned'] });
    const earn: Subscriber = {
      ...note({ types: ['receipt'] }).subscriber,
      handle: (moments) =>
        writeMoments(
          db,
          moments.map(({ key }) => ({ key: `${key}-points`, type: 'earned' })),
        ),
    };
    await using stream = await testStream(db, [earned.subscriber, earn]);
    await writeMoments(db, [{ key: 'a', type: 'receipt' }]);
    await stream.drain();
    assert.deepEqual(earned.batches.flat(), ['a-points']);
  });

  test('a replay lets the subscription forget, and hands everything over again as not live', async () => {
    await using db = await testDatabase({ on });
    await db.query('create table handled (key text, live boolean)');
    const reset: string[] = [];
    await using stream = await testStream(db, [
      {
        ...note({ batch: 2 }).subscriber,
        async reset({ plugin, db }) {
          reset.push(plugin);
          await db.query('delete from handled');
        },
        async handle(moments, { db }) {
          for (const { key, live } of moments)
            await db.query('insert into handled values ($1, $2)', [key, live]);
        },
      },
    ]);
    await writeMoments(db, [{ key: 'a' }, { key: 'b' }, { key: 'c', live: false }]);
    await stream.drain();
    await writeMoments(db, plain('unread'));
    await stream.replay('test.note');
    await stream.drain();
    assert.deepEqual(reset, ['test']);
    assert.deepEqual(await db.query('select * from handled order by key'), [
      { key: 'a', live: false },
      { key: 'b', live: false },
      { key: 'c', live: false },
      { key: 'unread', live: true },
    ]);
  });

  test('a subscription that cannot forget refuses to be replayed', async () => {
    await using db = await testDatabase({ on });
    await using stream = await testStream(db, [note().subscriber]);
    await assert.rejects(stream.replay('test.note'), { code: 'CHL_SUBSCRIPTION_NO_RESET' });
    await assert.rejects(stream.replay('test.nothing'), { code: 'CHL_NOT_FOUND' });
  });

  test('a paused subscription is left alone until it is resumed', async () => {
    await using db = await testDatabase({ on });
    const { batches, subscriber } = note();
    await using stream = await testStream(db, [subscriber]);
    await stream.pause('test.note', 'stocktaking');
    await writeMoments(db, plain('a'));
    await stream.drain();
    assert.deepEqual(batches, []);
    const [status] = await stream.status();
    assert.equal(status?.state, 'paused');
    assert.equal(status?.reason, 'stocktaking');
    await stream.resume('test.note');
    await stream.drain();
    assert.deepEqual(batches, [['a']]);
  });

  test('the status tells how far behind a subscription is, and for how long', async () => {
    await using db = await testDatabase({ on });
    await using stream = await testStream(db, [note({ types: ['visit'] }).subscriber]);
    await writeMoments(db, [{ key: 'a' }, { key: 'b' }, { key: 'other', type: 'receipt' }]);
    stream.clock.advance({ seconds: 90 });
    const [behind] = await stream.status();
    assert.equal(behind?.behind, 2);
    assert.equal(behind?.lagSeconds, 90);
    await stream.drain();
    const [done] = await stream.status();
    assert.deepEqual(done, {
      id: 'test.note',
      plugin: 'test',
      title: { en: 'Test', fr: 'Essai' },
      state: 'running',
      reason: null,
      lagSeconds: 0,
      behind: 0,
      heldBy: null,
      retrying: 0,
      waiting: 0,
      parked: 0,
      replayable: false,
    });
  });

  test('a subscription whose plugin was removed is dormant, and goes on where it was once it is back', async () => {
    await using db = await testDatabase({ on });
    await using before = await testStream(db, [note().subscriber]);
    await writeMoments(db, plain('a'));
    await before.drain();
    await using without = await testStream(db, []);
    await writeMoments(db, plain('b'));
    await without.drain();
    assert.equal((await without.status())[0]?.state, 'dormant');
    const back = note();
    await using after = await testStream(db, [back.subscriber]);
    await after.drain();
    assert.deepEqual(back.batches, [['b']]);
  });

  test('a new epoch, whose transaction ids begin anew, skips nothing', async () => {
    await using db = await testDatabase({ on });
    const { batches, subscriber } = note();
    await using stream = await testStream(db, [subscriber]);
    await writeMoments(db, plain('read'));
    await stream.drain();
    // As after a restore into another cluster: what came with the dump has ids far ahead of the new ones.
    await writeMoments(db, plain('unread before', 'unread before too'));
    await db.query(`update chaland.moment set tx = '99999999999' where source_key like 'unread%'`);
    await db.query('update chaland.epoch set epoch = epoch + 1');
    await writeMoments(db, plain('after'));
    await stream.drain();
    assert.deepEqual(batches.flat(), ['read', 'unread before', 'unread before too', 'after']);
  });
});
