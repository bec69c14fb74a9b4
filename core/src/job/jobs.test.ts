import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import type { Database } from '../data/database.ts';
import { openDatabase } from '../data/open.ts';
import { createLog } from '../log.ts';
import type { Extensions } from '../plugin/extension-point.ts';
import { onBothDatabases, onPostgres, testClock, testDatabase } from '../testing/index.ts';
import { until } from '../testing/until.ts';
import type { Job } from './job.ts';
import { createJobs } from './jobs.ts';

const title = { en: 'Test', fr: 'Essai' };

/** Notes the arguments of its runs. */
function note(options: Partial<Job> = {}) {
  const runs: Record<string, unknown>[] = [];
  const job: Job = { id: 'test.note', title, handle: async (args) => void runs.push(args), ...options };
  return { runs, job };
}

function jobsOn(db: Database, given: readonly Job[], clock = testClock()) {
  const jobs = createJobs({
    db,
    clock,
    log: createLog('silent'),
    plugins: {
      extensions: { all: () => given.map((value) => ({ plugin: 'test', value })) } as unknown as Extensions,
    },
    contextOf: (plugin) => ({ plugin, db, clock }) as unknown as Context,
    timeZone: 'Europe/Paris',
  });
  return { ...jobs, clock };
}

onBothDatabases((on) => {
  test('a job runs once for each time it was queued, with its arguments', async () => {
    await using db = await testDatabase({ on });
    const { runs, job } = note();
    const jobs = jobsOn(db, [job]);
    await jobs.enqueue('test.note', { store: 'paris-1' });
    await jobs.enqueue('test.note');
    await jobs.drain();
    await jobs.drain();
    assert.deepEqual(runs, [{ store: 'paris-1' }, {}]);
  });

  test('arguments are checked when the job is queued, and their defaults filled in', async () => {
    await using db = await testDatabase({ on });
    const { runs, job } = note({
      args: Type.Object({ days: Type.Integer({ default: 30 }), store: Type.Optional(Type.String()) }),
    });
    const jobs = jobsOn(db, [job]);
    await assert.rejects(
      jobs.enqueue('test.note', { days: 'many' }),
      (error: { code: string; details: object }) => {
        assert.equal(error.code, 'CHL_INPUT_INVALID');
        assert.deepEqual(error.details, {
          detail: 'the arguments of job "test.note"',
          errors: [{ pointer: '/days', message: 'must be integer' }],
        });
        return true;
      },
    );
    await jobs.enqueue('test.note', {});
    await jobs.drain();
    assert.deepEqual(runs, [{ days: 30 }]);
  });

  test('a job that no plugin brings cannot be queued', async () => {
    await using db = await testDatabase({ on });
    await assert.rejects(jobsOn(db, []).enqueue('test.gone'), { code: 'CHL_JOB_UNKNOWN' });
  });

  test('a run queued in a unit of work that is rolled back was never queued', async () => {
    await using db = await testDatabase({ on });
    const { runs, job } = note();
    const jobs = jobsOn(db, [job]);
    const failing = db.transaction(async () => {
      await jobs.enqueue('test.note', { from: 'rolled back' });
      throw new Error('rolled back');
    });
    await assert.rejects(failing);
    await db.transaction(() => jobs.enqueue('test.note', { from: 'committed' }));
    await jobs.drain();
    assert.deepEqual(runs, [{ from: 'committed' }]);
  });

  test('with a key, a job is queued once until its run begins', async () => {
    await using db = await testDatabase({ on });
    const { runs, job } = note();
    const jobs = jobsOn(db, [job]);
    assert.ok(await jobs.enqueue('test.note', { at: 1 }, { key: 'nightly' }));
    assert.equal(await jobs.enqueue('test.note', { at: 2 }, { key: 'nightly' }), null);
    await jobs.drain();
    assert.ok(await jobs.enqueue('test.note', { at: 3 }, { key: 'nightly' }));
    await jobs.drain();
    assert.deepEqual(runs, [{ at: 1 }, { at: 3 }]);
  });

  test('a run for later waits for its time', async () => {
    await using db = await testDatabase({ on });
    const { runs, job } = note();
    const jobs = jobsOn(db, [job]);
    await jobs.enqueue('test.note', {}, { after: new Date('2026-03-02T18:00:00Z') });
    await jobs.drain();
    assert.equal(runs.length, 0);
    jobs.clock.set('2026-03-02T18:00:00Z');
    await jobs.drain();
    assert.equal(runs.length, 1);
  });

  test('a job that fails is tried again, then given up, and its failure shown', async () => {
    await using db = await testDatabase({ on });
    let tries = 0;
    const jobs = jobsOn(db, [
      note({
        attempts: 2,
        async handle() {
          tries++;
          throw new Error('the printer of ada@example.org is out of paper');
        },
      }).job,
    ]);
    await jobs.enqueue('test.note');
    await jobs.drain();
    assert.equal(tries, 1);
    assert.equal((await jobs.status())[0]?.queued, 1);
    jobs.clock.advance({ seconds: 1 });
    await jobs.drain();
    jobs.clock.advance({ days: 1 });
    await jobs.drain();
    assert.equal(tries, 2);
    assert.deepEqual(await jobs.status(), [
      {
        id: 'test.note',
        plugin: 'test',
        title,
        schedule: null,
        nextRunAt: null,
        queued: 0,
        running: 0,
        progress: null,
        failed: 1,
        lastError: 'the printer of …@… is out of paper',
        lastFailedAt: new Date('2026-03-02T09:00:01Z'),
      },
    ]);
  });

  test("a scheduled job runs at the deployment's time of day, in summer and winter", async () => {
    await using db = await testDatabase({ on });
    const { runs, job } = note({ schedule: '0 3 * * *' });
    const jobs = jobsOn(db, [job]);
    await jobs.drain();
    assert.equal((await jobs.status())[0]?.nextRunAt?.toISOString(), '2026-03-03T02:00:00.000Z');
    jobs.clock.set('2026-03-03T01:59:59Z');
    await jobs.drain();
    assert.equal(runs.length, 0);
    jobs.clock.set('2026-03-03T02:00:00Z');
    await jobs.drain();
    assert.deepEqual(runs, [{}]);
    jobs.clock.set('2026-03-29T12:00:00Z');
    await jobs.drain();
    assert.equal(runs.length, 2, 'what was missed is made up for once');
    assert.equal((await jobs.status())[0]?.nextRunAt?.toISOString(), '2026-03-30T01:00:00.000Z');
  });

  test('a schedule that changed counts from now, and one that is gone runs no more', async () => {
    await using db = await testDatabase({ on });
    await jobsOn(db, [note({ schedule: '0 3 * * *' }).job]).drain();
    const changed = jobsOn(db, [note({ schedule: '0 5 * * *' }).job]);
    assert.equal((await changed.status())[0]?.nextRunAt?.toISOString(), '2026-03-03T04:00:00.000Z');
    const { runs, job } = note();
    const without = jobsOn(db, [job]);
    without.clock.advance({ days: 2 });
    await without.drain();
    assert.deepEqual(runs, []);
  });

  test('a schedule that is no cron expression is refused at once', async () => {
    await using db = await testDatabase({ on });
    assert.throws(() => jobsOn(db, [note({ schedule: 'at night' }).job]), { code: 'CHL_PLUGIN_INVALID' });
    assert.throws(() => jobsOn(db, [note({ schedule: '0 0 3 * * *' }).job]), { code: 'CHL_PLUGIN_INVALID' });
  });

  test('a run whose process is gone is taken up by another one', async () => {
    await using db = await testDatabase({ on });
    const { runs, job } = note();
    const jobs = jobsOn(db, [job]);
    await jobs.enqueue('test.note');
    await db.query(
      `update chaland.job_run set state = 'running', attempts = 1, lease_until = '2026-03-02T09:01:00Z'`,
    );
    await jobs.drain();
    assert.equal(runs.length, 0, 'its process may still be there');
    jobs.clock.advance({ minutes: 2 });
    await jobs.drain();
    assert.equal(runs.length, 1);
  });

  test('a run that ends its process each time is given up like any other', async () => {
    await using db = await testDatabase({ on });
    const { runs, job } = note({ attempts: 2 });
    const jobs = jobsOn(db, [job]);
    await jobs.enqueue('test.note');
    await db.query(
      `update chaland.job_run set state = 'running', attempts = 2, lease_until = '2026-03-02T08:00:00Z'`,
    );
    await jobs.drain();
    assert.equal(runs.length, 0);
    const [status] = await jobs.status();
    assert.equal(status?.failed, 1);
    assert.match(status?.lastError ?? '', /its process ended in the middle of it/);
  });

  test('once started, jobs run by themselves, and closing waits for what is under way', async () => {
    await using db = await testDatabase({ on });
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    let ended = false;
    const jobs = jobsOn(db, [
      note({
        async handle() {
          begin();
          await mayEnd;
          ended = true;
        },
      }).job,
    ]);
    await jobs.start();
    await jobs.enqueue('test.note');
    await begun;
    assert.equal((await jobs.status())[0]?.running, 1);
    const closing = jobs.close();
    end();
    await closing;
    assert.ok(ended);
    assert.equal((await jobs.status())[0]?.running, 0);
  });

  test('a long job that gives way to the end of its process is run again by the next, and no try is lost', async () => {
    await using db = await testDatabase({ on });
    const clock = testClock();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const long = note({
      attempts: 1,
      handle: (_args, _context, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('cut short')));
          begin();
        }),
    });
    const before = jobsOn(db, [long.job], clock);
    await before.start();
    await before.enqueue('test.note', { store: 'paris-1' });
    await begun;
    await before.close();

    const { runs, job } = note({ attempts: 1 });
    const after = jobsOn(db, [job], clock);
    assert.equal((await after.status())[0]?.queued, 1);
    await after.drain();
    assert.deepEqual(runs, [{ store: 'paris-1' }]);
  });
});

onPostgres(() => {
  test('a job that is claimed while the process ends is not begun, and costs no try', async () => {
    await using db = await testDatabase({ on: 'postgres', connections: 12 });
    const { runs, job } = note({ attempts: 1 });
    const ending = jobsOn(db, [job]);
    await ending.start();
    const otherDb = await openDatabase(db.address!);
    let closing: Promise<void> | undefined;
    await otherDb.transaction(async () => {
      await otherDb.query('lock table chaland.job_run');
      await jobsOn(otherDb, [job]).enqueue('test.note');
      await until('a claim waits for the lock', async () => {
        const waiting = await db.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return waiting.length > 0;
      });
      closing = ending.close();
    });
    await closing;
    await otherDb.close();
    assert.deepEqual(runs, []);
    await jobsOn(db, [job]).drain();
    assert.equal(runs.length, 1);
  });

  test('processes that compete run each job once, and each schedule', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    const { runs, job } = note({ schedule: '0 3 * * *' });
    const otherDb = await openDatabase(db.address!);
    try {
      const clock = testClock();
      const all = [jobsOn(db, [job], clock), jobsOn(otherDb, [job], clock)];
      await Promise.all(all.map((jobs) => jobs.drain()));
      for (let at = 0; at < 50; at++) await all[0]!.enqueue('test.note', { at });
      clock.advance({ days: 1 });
      await Promise.all(all.map((jobs) => jobs.drain()));
      assert.equal(runs.length, 51);
      assert.equal(new Set(runs.map(({ at }) => at)).size, 51);
    } finally {
      await otherDb.close();
    }
  });
});
