import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '../../data/database.ts';
import { onBothDatabases, testDatabase } from '../../testing/index.ts';
import { plain, writeMoments } from '../../testing/stream/raw-moments.ts';
import { note, testStream } from '../../testing/stream/test-stream.ts';
import type { Subscriber } from './subscriber.ts';

const ada = '0198f1c2-0000-7000-8000-00000000000a';
const bea = '0198f1c2-0000-7000-8000-00000000000b';

/** Writes what it handles to a table, and throws at the keys in `faulty`. */
function picky(options: Partial<Subscriber> = {}) {
  const faulty = new Set<string>();
  const subscriber: Subscriber = {
    ...note().subscriber,
    id: 'test.picky',
    async handle(moments, { db }) {
      for (const { key } of moments) {
        await db.query('insert into handled (key) values ($1)', [key]);
        if (faulty.has(key)) throw new Error(`cannot handle ${key} of ada@example.org, +33 6 12 34 56 78`);
      }
    },
    ...options,
  };
  return { faulty, subscriber };
}

async function handledBy(db: Database): Promise<string[]> {
  const rows = await db.query<{ key: string }>('select key from handled order by at');
  return rows.map(({ key }) => key);
}

onBothDatabases((on) => {
  async function prepared(options: Partial<Subscriber> = {}) {
    const db = await testDatabase({ on });
    await db.query('create table handled (at int generated always as identity, key text not null)');
    const { faulty, subscriber } = picky(options);
    const stream = await testStream(db, [subscriber]);
    return {
      db,
      stream,
      faulty,
      clock: stream.clock,
      handled: () => handledBy(db),
      async [Symbol.asyncDispose]() {
        await stream.close();
        await db.close();
      },
    };
  }

  test('of a batch that fails only the faulty moment is put aside, and the subscription goes on', async () => {
    await using it = await prepared();
    it.faulty.add('b');
    await writeMoments(it.db, plain('a', 'b', 'c'));
    await it.stream.drain();
    await writeMoments(it.db, plain('d'));
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['a', 'c', 'd']);
    const [status] = await it.stream.status();
    assert.deepEqual([status?.state, status?.behind, status?.retrying], ['running', 0, 1]);
  });

  test('a moment that failed is tried again when the clock says so', async () => {
    await using it = await prepared();
    it.faulty.add('b');
    await writeMoments(it.db, plain('a', 'b'));
    await it.stream.drain();
    it.faulty.clear();
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['a'], 'not before its time');
    it.clock.advance({ seconds: 1 });
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['a', 'b']);
    assert.deepEqual(await it.stream.parked('test.picky'), []);
  });

  test('after all its attempts a moment is parked, with an error that tells nothing of the person', async () => {
    await using it = await prepared({ attempts: 3 });
    it.faulty.add('b');
    await writeMoments(it.db, plain('b'));
    for (let attempt = 1; attempt <= 5; attempt++) {
      await it.stream.drain();
      it.clock.advance({ minutes: 10 });
    }
    const [parked, ...others] = await it.stream.parked('test.picky');
    assert.deepEqual(others, []);
    assert.deepEqual(
      [parked?.state, parked?.attempts, parked?.type, parked?.source, parked?.key, parked?.nextAttempt],
      ['parked', 3, 'visit', 'test', 'b', null],
    );
    assert.equal(parked?.error, 'cannot handle b of …@…, …');
  });

  test('parked moments are handed over again when somebody asks, one or all', async () => {
    await using it = await prepared({ attempts: 1 });
    for (const key of ['a', 'b', 'c']) it.faulty.add(key);
    await writeMoments(it.db, plain('a', 'b', 'c'));
    await it.stream.drain();
    const parked = await it.stream.parked('test.picky');
    assert.deepEqual(
      parked.map(({ state }) => state),
      ['parked', 'parked', 'parked'],
    );
    it.faulty.clear();
    const one = parked.find(({ key }) => key === 'b')!;
    assert.equal(await it.stream.replayParked('test.picky', one.momentId), 1);
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['b']);
    assert.equal(await it.stream.replayParked('test.picky'), 2);
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['b', 'a', 'c']);
  });

  test('the list of parked moments comes in pages', async () => {
    await using it = await prepared({ attempts: 1 });
    const keys = ['a', 'b', 'c', 'd', 'e'];
    for (const key of keys) it.faulty.add(key);
    await writeMoments(it.db, plain(...keys));
    await it.stream.drain();
    const first = await it.stream.parked('test.picky', { limit: 3 });
    const rest = await it.stream.parked('test.picky', { limit: 3, after: first.at(-1)!.momentId });
    assert.deepEqual([...first, ...rest].map(({ key }) => key).sort(), keys);
    assert.equal(rest.length, 2);
  });

  test("where a profile's order matters, its later moments wait for the one that is retried", async () => {
    await using it = await prepared({ orderedByProfile: true });
    it.faulty.add('ada 1');
    await writeMoments(it.db, [
      { key: 'ada 1', profile: ada },
      { key: 'bea 1', profile: bea },
      { key: 'ada 2', profile: ada },
    ]);
    await it.stream.drain();
    await writeMoments(it.db, [
      { key: 'ada 3', profile: ada },
      { key: 'bea 2', profile: bea },
    ]);
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['bea 1', 'bea 2']);
    const [status] = await it.stream.status();
    assert.deepEqual([status?.retrying, status?.waiting], [1, 2]);
    it.faulty.clear();
    it.clock.advance({ seconds: 1 });
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['bea 1', 'bea 2', 'ada 1', 'ada 2', 'ada 3']);
  });

  test('they wait no longer once it is parked', async () => {
    await using it = await prepared({ orderedByProfile: true, attempts: 2 });
    it.faulty.add('ada 1');
    await writeMoments(it.db, [
      { key: 'ada 1', profile: ada },
      { key: 'ada 2', profile: ada },
    ]);
    await it.stream.drain();
    assert.deepEqual(await it.handled(), []);
    it.clock.advance({ minutes: 1 });
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['ada 2']);
    it.faulty.clear();
    await it.stream.replayParked('test.picky');
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['ada 2', 'ada 1']);
  });

  test('a hundred failures in a row pause the subscription, and the rest stays unread', async () => {
    await using it = await prepared({ batch: 40 });
    const keys = Array.from({ length: 150 }, (_, at) => `k${at}`);
    for (const key of keys) it.faulty.add(key);
    await writeMoments(it.db, plain(...keys));
    await it.stream.drain();
    const [paused] = await it.stream.status();
    assert.deepEqual([paused?.state, paused?.retrying, paused?.behind], ['paused', 100, 50]);
    assert.match(paused?.reason ?? '', /^100 moments in a row failed, the last with: cannot handle k99/);
    it.faulty.clear();
    await it.stream.resume('test.picky');
    it.clock.advance({ seconds: 1 });
    await it.stream.drain();
    assert.equal((await it.handled()).length, 150);
    assert.equal(new Set(await it.handled()).size, 150);
  });

  test('failures that are not in a row pause nothing', async () => {
    await using it = await prepared({ attempts: 1 });
    const keys = Array.from({ length: 250 }, (_, at) => `k${at}`);
    for (const [at, key] of keys.entries()) if (at % 2 === 0) it.faulty.add(key);
    await writeMoments(it.db, plain(...keys));
    await it.stream.drain();
    const [status] = await it.stream.status();
    assert.deepEqual([status?.state, status?.parked, status?.behind], ['running', 125, 0]);
  });

  test('a replay takes along what was put aside, once', async () => {
    await using it = await prepared({
      attempts: 1,
      reset: async ({ db }) => void (await db.query('delete from handled')),
    });
    it.faulty.add('b');
    await writeMoments(it.db, plain('a', 'b'));
    await it.stream.drain();
    it.faulty.clear();
    await it.stream.replay('test.picky');
    await it.stream.drain();
    assert.deepEqual(await it.handled(), ['a', 'b']);
    assert.deepEqual(await it.stream.parked('test.picky'), []);
  });

  test('a handler that swallows an error of the database has failed', async () => {
    await using it = await prepared({
      attempts: 1,
      async handle(_, { db }) {
        await db.query('insert into handled (key) values (null)').catch(() => {});
      },
    });
    await writeMoments(it.db, plain('a'));
    await it.stream.drain();
    const [parked] = await it.stream.parked('test.picky');
    assert.match(parked?.error ?? '', /current transaction is aborted/);
  });

  test('a moment that was erased while it was put aside is dropped', async () => {
    await using it = await prepared();
    it.faulty.add('a');
    await writeMoments(it.db, plain('a'));
    await it.stream.drain();
    await it.db.query('delete from chaland.moment');
    it.clock.advance({ seconds: 1 });
    await it.stream.drain();
    assert.deepEqual(await it.stream.parked('test.picky'), []);
    assert.deepEqual(await it.handled(), []);
  });
});
