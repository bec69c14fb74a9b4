import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayStart } from './calendar.ts';
import { aPerson } from './person.ts';
import { secondAccountOf, secondIdOf } from './second-account.ts';
import { webShop } from './stores.ts';

const end = dayStart('2026-06-15');
const known = Array.from({ length: 2_100 }, (_, index) => ({
  number: index + 1,
  account: secondAccountOf(1, index + 1, end),
})).flatMap(({ number, account }) => (account ? { number, ...account } : []));

test('forty of the first 2,000 people have a second account, the same at every call', () => {
  const count = (way: string) => known.filter((one) => one.way === way).length;
  assert.deepEqual([count('shared-email'), count('verified-email'), count('details')], [16, 8, 16]);
  assert.deepEqual(known[3]!.moments, secondAccountOf(1, known[3]!.number, end)!.moments);
});

test('under a second account somebody looks around, is marked as simulated, and buys nothing', () => {
  for (const { number, moments } of known) {
    assert.equal(moments.length, 2);
    for (const { type, source, customer, time, data } of moments) {
      assert.deepEqual([type, source, customer!.id], ['visit', webShop.source, secondIdOf(number)]);
      assert.ok(Date.parse(`${time}Z`) < end);
      assert.deepEqual(customer!.attributes!.custom, { simulated: true });
      assert.deepEqual((data as { attributes: unknown }).attributes, { simulated: true });
    }
  }
});

test('it has no loyalty card, and what it shares with the first account is what its way says', () => {
  for (const { number, way, moments } of known) {
    const person = aPerson(1, number);
    const first = person.knownAt(webShop).identifiers!.find(({ kind }) => kind === 'email')!;
    const told = moments.map(({ customer }) => customer!.identifiers!);
    for (const identifiers of told) {
      assert.equal(identifiers.length, 1);
      assert.equal(identifiers[0]!.value === first.value, way !== 'details');
      assert.match(identifiers[0]!.value, /^[a-z.]+\.\d+@example\.(com|net|org)$/);
    }
    assert.deepEqual(
      told.map(([email]) => email!.verified ?? false),
      [false, way === 'verified-email'],
    );
    if (way !== 'details') continue;
    const [mine, atTill] = [moments[0]!.customer!, person.knownAt(person.home)].map(
      ({ attributes }) => attributes!,
    );
    assert.equal(mine!.birthDate, atTill!.birthDate);
    assert.notDeepEqual(mine!.address, atTill!.address);
  }
});
