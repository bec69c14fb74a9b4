import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { Problem } from '../http/problem.ts';
import { onPostgres } from '../testing/index.ts';
import { until } from '../testing/until.ts';
import type { Ingest, MomentInput } from './moment.ts';
import { testIngest, visit } from './testing/test-ingest.ts';

/** In an order that is another for every seed, and the same for one. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed + 1;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state;
  };
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

const personVisit = (source: string, person: number, turn: string): MomentInput =>
  visit({
    id: `${person}-${turn}`,
    source,
    customer: {
      identifiers: [
        { kind: 'loyalty_card', value: `L${person}` },
        { kind: 'email', value: `p${person}@example.org` },
      ],
    },
  });

/** As a source does: a session that ended while it was idle may be met once more, each of the pool's once. */
async function sentUntilTaken<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      if (tries > 4 || (error as Problem).code !== 'CHL_DATABASE_UNREACHABLE') throw error;
    }
  }
}

onPostgres(() => {
  test('parallel batches with the same new people, of one source and of others, make one customer each', async () => {
    await using shop = await testIngest({ on: 'postgres', connections: 10 });
    const people = 300;
    const sources = ['till', 'web', 'app'];
    const processes = await Promise.all(Array.from({ length: 3 }, () => shop.make()));
    const batches = processes.flatMap((ingest, process) =>
      sources.map((source, index) => {
        const visits = Array.from({ length: people }, (_, person) =>
          personVisit(source, person, `${process}`),
        );
        return { ingest, visits: shuffled(visits, process * 10 + index) };
      }),
    );
    const fates = await Promise.all(
      batches.flatMap(({ ingest, visits }) =>
        [0, 1, 2].map((part) => ingest.record(visits.slice(part * 100, part * 100 + 100))),
      ),
    );
    assert.ok(fates.flat().every(({ fate }) => fate === 'recorded'));
    assert.equal(await shop.count('customer'), people);
    assert.equal(await shop.count('profile'), people * sources.length);
    assert.equal(await shop.count('moment'), people * sources.length * processes.length);
    assert.equal(await shop.count('possible_duplicate'), 0);
    const [torn] = await shop.db.query<{ n: number }>(
      `select count(*)::int as n from (
         select pi.value from chaland.profile_identifier pi join chaland.profile p on p.id = pi.profile_id
         group by pi.kind, pi.value having count(distinct p.customer_id) > 1) as several`,
    );
    assert.equal(torn!.n, 0, 'nobody is two customers');
    const [loose] = await shop.db.query<{ n: number }>(
      `select count(*)::int as n from chaland.moment m left join chaland.profile p on p.id = m.profile_id
       where p.id is null`,
    );
    assert.equal(loose!.n, 0, 'every moment has its profile');
  });

  test('single moments with the same new identifier, at the same time, make one customer', async () => {
    await using shop = await testIngest({ on: 'postgres', connections: 10 });
    const processes = await Promise.all(Array.from({ length: 4 }, () => shop.make()));
    const fates = await Promise.all(
      Array.from({ length: 200 }, (_, turn) =>
        processes[turn % 4]!.recordOne(personVisit(['till', 'web'][turn % 2]!, turn % 10, `${turn}`)),
      ),
    );
    assert.ok(fates.every(({ fate }) => fate === 'recorded'));
    assert.equal(await shop.count('customer'), 10);
    assert.equal(await shop.count('moment'), 200);
  });

  test('moments delivered many times, in any order, are recorded once', async () => {
    await using shop = await testIngest({ on: 'postgres', connections: 10 });
    const processes = await Promise.all(Array.from({ length: 3 }, () => shop.make()));
    const visits = Array.from({ length: 500 }, (_, index) => personVisit('till', index % 50, `${index}`));
    const fates = await Promise.all(
      Array.from({ length: 12 }, (_, delivery) =>
        processes[delivery % 3]!.record(shuffled(visits, delivery)),
      ),
    );
    const all = fates.flat();
    assert.equal(all.filter(({ fate }) => fate === 'recorded').length, 500);
    assert.equal(all.filter(({ fate }) => fate === 'duplicate').length, 500 * 11);
    assert.equal(new Set(all.map((fate) => 'moment' in fate && fate.moment)).size, 500);
    assert.equal(await shop.count('moment'), 500);
    assert.equal(await shop.count('customer'), 50);
  });

  test('names that several sources tell at once all reach the customer', async () => {
    await using shop = await testIngest({ on: 'postgres', connections: 10 });
    const processes = await Promise.all(Array.from({ length: 3 }, () => shop.make()));
    const card = { kind: 'loyalty_card', value: 'L1' };
    const say = (ingest: Ingest, source: string, attributes: Record<string, unknown>) =>
      ingest.record([
        visit({ id: JSON.stringify(attributes), source, customer: { identifiers: [card], attributes } }),
      ]);
    for (let round = 0; round < 10; round++) {
      await Promise.all([
        say(processes[0]!, 'till', { custom: { [`a${round}`]: round } }),
        say(processes[1]!, 'web', { custom: { [`b${round}`]: round } }),
        say(processes[2]!, 'app', { custom: { [`c${round}`]: round } }),
      ]);
    }
    const [customer] = await shop.db.query<{ attributes: { custom: object } }>(
      'select attributes from chaland.customer',
    );
    assert.equal(await shop.count('customer'), 1);
    assert.equal(Object.keys(customer!.attributes.custom).length, 30);
  });

  test('a deadlock with somebody else is tried again, and nobody notices', async () => {
    await using shop = await testIngest({ on: 'postgres', connections: 10 });
    await shop.record([personVisit('till', 1, 'first')]);
    const admin = new pg.Client({ connectionString: shop.db.address });
    await admin.connect();
    // It holds the key that the batch wants, then wants the identifier that the batch holds by then.
    await admin.query('begin');
    await admin.query(
      `insert into chaland.identifier values ('loyalty_card', 'L7', gen_random_uuid(), false)`,
    );
    await admin.query(`set local deadlock_timeout = '10s'`);
    const recorded = shop.record([personVisit('web', 6, 'a'), personVisit('web', 7, 'b')]);
    await until('the batch waits for the key', async () => {
      const waiting = await shop.db.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return waiting.length > 0;
    });
    await admin.query(
      `insert into chaland.identifier values ('loyalty_card', 'L6', gen_random_uuid(), false) on conflict do nothing`,
    );
    await admin.query('rollback');
    await admin.end();
    assert.deepEqual(
      (await recorded).map(({ fate }) => fate),
      ['recorded', 'recorded'],
    );
  });

  test('a database that goes away is told, and the same moments can be sent again', async () => {
    await using shop = await testIngest({ on: 'postgres', connections: 4 });
    const admin = new pg.Client({ connectionString: shop.db.address });
    await admin.connect();
    const outcomes = new Set<string>();
    for (let round = 0; round < 5; round++) {
      const visits = Array.from({ length: 300 }, (_, index) => personVisit('till', index, `${round}`));
      const sent = [shop.record(visits), ...visits.slice(0, 20).map((one) => shop.recordOne(one))];
      const ended = Promise.allSettled(sent);
      await admin.query(
        `select pg_terminate_backend(pid, 30000) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      for (const result of await ended) {
        outcomes.add(
          result.status === 'fulfilled'
            ? 'recorded'
            : result.reason instanceof Problem
              ? result.reason.code
              : String(result.reason),
        );
      }
      const again = await sentUntilTaken(() => shop.record(visits));
      assert.ok(again.every(({ fate }) => fate === 'recorded' || fate === 'duplicate'));
    }
    await admin.end();
    assert.ok(outcomes.isSubsetOf(new Set(['recorded', 'CHL_DATABASE_UNREACHABLE'])), [...outcomes].join());
    assert.equal(await shop.count('moment'), 1_500);
    assert.equal(await shop.count('customer'), 300);
  });
});
