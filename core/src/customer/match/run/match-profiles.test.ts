import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, testClock, testDatabase } from '../../../testing/index.ts';
import { defaultMatchingSettings as settings } from '../settings.ts';
import { fillBase } from '../testing/fill-base.ts';
import { frenchProfiles } from '../testing/french-base.ts';
import { changedProfiles } from './changed-profiles.ts';
import { matchAll } from './match-all.ts';
import { matchProfiles } from './match-profiles.ts';

const clock = testClock();
const country = 'FR';
const anna = { firstName: 'Apolline', lastName: 'Quercy', birthDate: '1980-02-03' };

onBothDatabases((on) => {
  test('a new profile is compared with those who share something with it', async () => {
    await using db = await testDatabase({ on });
    const email = [{ kind: 'email', value: 'a.quercy@example.org' }];
    const before = await fillBase(
      db,
      [
        { attributes: anna, identifiers: email },
        { attributes: { firstName: 'Luc', lastName: 'Vidal' }, identifiers: [] },
      ],
      clock.now(),
    );
    const options = { country, now: clock.now() };
    assert.deepEqual(await matchProfiles(db, before, options), []);

    const [id] = await fillBase(
      db,
      [{ attributes: { ...anna, lastName: 'Querci' }, identifiers: email }],
      clock.now(),
    );
    const [pair, ...others] = await matchProfiles(db, [id!], options);
    assert.deepEqual(others, []);
    assert.deepEqual([pair!.profileA, pair!.profileB], [before[0], id].sort());
    assert.equal(pair!.model, 0);
    const kept = await db.query('select profile_a, profile_b from chaland.match_pair');
    assert.deepEqual(kept, [{ profile_a: pair!.profileA, profile_b: pair!.profileB }]);

    await db.query(`update chaland.profile set attributes = '{"firstName": "Zo"}' where id = $1`, [id]);
    await db.query('delete from chaland.profile_identifier where profile_id = $1', [id]);
    assert.deepEqual(await changedProfiles(db, [...before, id!], country), [id]);
    assert.deepEqual(await matchProfiles(db, [id!], options), []);
    assert.deepEqual(await db.query('select from chaland.match_pair'), []);
    assert.deepEqual(await changedProfiles(db, [...before, id!], country), []);
  });

  test('where nothing is shared, a name that is spelt alike is found', async () => {
    await using db = await testDatabase({ on });
    const at = { address: { lines: ['3 rue Monge'], postalCode: '75005', city: 'Paris' } };
    const people = [
      { attributes: { ...anna, firstName: 'Bartholomé', ...at }, identifiers: [] },
      {
        attributes: { firstName: 'Partholomé', lastName: 'Quercy', ...at, birthDate: '1981-12-30' },
        identifiers: [],
      },
    ];
    const ids = await fillBase(db, people, clock.now());
    await db.query(`update chaland.profile set attributes = attributes - 'address' where id = $1`, [ids[1]]);
    const review = { ...settings, review: 0.000_1 };
    const options = { country, now: clock.now(), settings: review };
    assert.deepEqual(await matchProfiles(db, ids, { ...options, alike: false }), []);
    assert.equal((await matchProfiles(db, ids, options)).length, 1);
  });

  test('one by one, the pairs are found that a run over the whole base finds', async () => {
    await using db = await testDatabase({ on });
    const made = frenchProfiles({ seed: 31, people: 2_100, duplicated: 0.1 });
    const ids = await fillBase(
      db,
      made.map(({ profile }) => profile),
      clock.now(),
    );
    await matchAll({ db, clock, settings, country, id: '01900000-0000-7000-8000-000000000001' });
    const some = ids.slice(100, 400);
    const select = `select profile_a, profile_b, probability from chaland.match_pair
       where profile_a = any($1) or profile_b = any($1) order by 1, 2`;
    const whole = await db.query(select, [some]);
    assert.ok(whole.length > 20);
    await db.query('delete from chaland.match_pair');
    for (let from = 0; from < some.length; from += 100) {
      await matchProfiles(db, some.slice(from, from + 100), { country, now: clock.now(), alike: false });
    }
    assert.deepEqual(await db.query(select, [some]), whole);
  });
});
