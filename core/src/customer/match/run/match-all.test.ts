import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '../../../data/database.ts';
import { onBothDatabases, testClock, testDatabase } from '../../../testing/index.ts';
import { candidatePairs } from '../block/pairs.ts';
import { createScorer, probabilityOf } from '../model/score.ts';
import { toMatchRecord } from '../record.ts';
import { recordSet } from '../record-set.ts';
import { defaultMatchingSettings as settings } from '../settings.ts';
import { fillBase } from '../testing/fill-base.ts';
import { frenchProfiles } from '../testing/french-base.ts';
import { matchAll } from './match-all.ts';
import { latestRun } from './run-log.ts';

const clock = testClock();
const id = '01900000-0000-7000-8000-000000000001';
const country = 'FR';
const kept = (db: Database) =>
  db.query<{ a: string; b: string; probability: number; weight: number; evidence: { bits: number }[] }>(
    `select profile_a as a, profile_b as b, probability, weight, evidence from chaland.match_pair order by 1, 2`,
  );

onBothDatabases((on) => {
  test('a run over the whole base keeps the pairs that comparing in memory finds', async () => {
    await using db = await testDatabase({ on });
    const made = frenchProfiles({ seed: 21, people: 2_200, duplicated: 0.2 });
    const ids = await fillBase(
      db,
      made.map(({ profile }) => profile),
      clock.now(),
    );
    const result = await matchAll({ db, clock, settings, country, id });

    const records = recordSet(
      made.map(({ profile }, index) =>
        toMatchRecord({ ...profile, id: ids[index]!, customerId: ids[index]! }, country),
      ),
    );
    const scorer = createScorer(result.model.model);
    const expected = new Map<string, number>();
    let candidates = 0;
    for (const [a, b] of candidatePairs(records)) {
      candidates++;
      const probability = probabilityOf(scorer.weigh(records.at(a), records.at(b)));
      if (probability >= settings.review) expected.set([ids[a]!, ids[b]!].sort().join(), probability);
    }
    const pairs = await kept(db);
    assert.equal(result.candidates, candidates);
    assert.equal(result.pairs, pairs.length);
    assert.deepEqual(new Set(pairs.map(({ a, b }) => `${a},${b}`)), new Set(expected.keys()));
    for (const { a, b, probability, weight, evidence } of pairs) {
      assert.ok(Math.abs(probability - expected.get(`${a},${b}`)!) < 1e-5);
      assert.ok(Math.abs(evidence.reduce((sum, { bits }) => sum + bits, 0) - weight) < 0.02);
    }
    const run = await latestRun(db);
    assert.equal(run?.state, 'done');
    assert.equal(run?.progress, 1);
    assert.deepEqual(
      run?.stages.map(({ stage }) => stage),
      ['read', 'group', 'learn', 'compare', 'write'],
    );
  });

  test('in a small base all are compared, though it is too small to learn from', async () => {
    await using db = await testDatabase({ on });
    const person = { firstName: 'Apolline', lastName: 'Quercy', birthDate: '1980-02-03' };
    await fillBase(
      db,
      [
        { attributes: person, identifiers: [{ kind: 'email', value: 'a.quercy@example.org' }] },
        {
          attributes: { ...person, lastName: 'QUERCI' },
          identifiers: [{ kind: 'email', value: 'a.quercy@example.org' }],
        },
        { attributes: { firstName: 'Luc', lastName: 'Vidal' }, identifiers: [] },
      ],
      clock.now(),
    );
    const result = await matchAll({ db, clock, settings, country, id });
    assert.equal(result.model.id, 0);
    assert.equal(result.candidates, 3);
    assert.equal((await kept(db)).length, 1);
  });

  test('a run that was ended in the middle begins anew, and pairs that are none any more go', async () => {
    await using db = await testDatabase({ on });
    const made = frenchProfiles({ seed: 22, people: 500, duplicated: 0.3 });
    await fillBase(
      db,
      made.map(({ profile }) => profile),
      clock.now(),
    );
    const ended = AbortSignal.abort(new Error('the process ends'));
    await assert.rejects(matchAll({ db, clock, settings, country, id, signal: ended }), /the process ends/);
    assert.equal((await latestRun(db))?.state, 'running');

    const first = await matchAll({ db, clock, settings, country, id });
    assert.ok(first.pairs > 50);
    assert.equal((await latestRun(db))?.state, 'done');

    await db.query(`update chaland.profile set attributes = '{}'`);
    await db.query('delete from chaland.profile_identifier');
    clock.advance({ minutes: 1 });
    await matchAll({ db, clock, settings, country, id: '01900000-0000-7000-8000-000000000002' });
    assert.deepEqual(await kept(db), []);
  });

  test('profiles of one customer are no pair', async () => {
    await using db = await testDatabase({ on });
    const person = {
      attributes: { firstName: 'Apolline', lastName: 'Quercy', birthDate: '1980-02-03' },
      identifiers: [{ kind: 'email', value: 'a@example.org' }],
    };
    const [one, other] = await fillBase(db, [person, person], clock.now());
    await db.query(
      'update chaland.profile p set customer_id = o.customer_id from chaland.profile o where p.id = $1 and o.id = $2',
      [one, other],
    );
    await matchAll({ db, clock, settings, country, id });
    assert.deepEqual(await kept(db), []);
  });
});
