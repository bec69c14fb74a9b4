import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConsentInput } from '@chaland/core';
import { dayStart } from './calendar.ts';
import { consentRates, consentsOf } from './consents.ts';
import { historyOf } from './history.ts';
import { aPerson } from './person.ts';
import { stores } from './stores.ts';

const end = dayStart('2026-06-15');
const people = Array.from({ length: 6_000 }, (_, index) => {
  const number = index + 1;
  const history = historyOf(1, number, end);
  return { number, history, said: consentsOf(1, number, history, end) };
});
const all = people.flatMap(({ said }) => said);

test('what somebody said is the same at every call, and each record has a key of its own', () => {
  const { number, history, said } = people.find(({ said }) => said.length > 2)!;
  assert.deepEqual(consentsOf(1, number, history, end), said);
  assert.equal(new Set(all.map(({ source, id }) => `${source} ${id}`)).size, all.length);
});

test('people are asked with a receipt, for a contact point that its source knows, and leave later', () => {
  for (const { number, history, said } of people) {
    const person = aPerson(1, number);
    for (const { source, store, state, customer, contactPoint, time, evidence } of said) {
      const shop = stores.find(({ code }) => code === store)!;
      const { id, identifiers = [] } = person.knownAt(shop);
      assert.deepEqual([source, customer], [shop.source, { id }]);
      assert.ok(identifiers.some(({ value }) => value === contactPoint!.value));
      assert.deepEqual(evidence, { simulated: true });
      const receipts = history.filter((one) => one.source === source && one.type === 'receipt');
      const after = Date.parse(`${time}Z`) - Date.parse(`${receipts[0]!.time}Z`);
      if (state === 'withdrawn') assert.ok(after > 6 * 86_400_000 && Date.parse(`${time}Z`) < end);
      else assert.ok(after > 0 && after < 100_000, `${number}: ${time}`);
    }
    assert.deepEqual(
      [...said].sort((a, b) => (a.time! < b.time! ? -1 : 1)),
      said,
    );
  }
});

test('as many agree, refuse and leave as is said', () => {
  const share = (among: (one: ConsentInput) => boolean, state: string) => {
    const asked = all.filter((one) => among(one) && one.state !== 'withdrawn');
    return asked.filter((one) => one.state === state).length / asked.length;
  };
  const near = (found: number, expected: number) => assert.ok(Math.abs(found - expected) < 0.04, `${found}`);
  const { emailAtTill: till, emailOnline, sms } = consentRates;
  const byMail = ({ channel, purpose }: ConsentInput) => channel === 'email' && purpose === 'marketing';
  near(
    share((one) => byMail(one) && one.source !== 'webshop', 'granted'),
    till.granted / (till.granted + till.refused),
  );
  near(
    share((one) => byMail(one) && one.source === 'webshop', 'granted'),
    emailOnline.granted,
  );
  near(
    share(({ channel }) => channel === 'sms', 'granted'),
    sms.granted / (sms.granted + sms.refused),
  );
  const left = all.filter((one) => byMail(one) && one.state === 'withdrawn').length;
  near(left / all.filter((one) => byMail(one) && one.state === 'granted').length, 0.1);
  assert.ok(all.some(({ purpose, state }) => purpose === 'e-receipt' && state === 'granted'));
  // Some have said nothing at all.
  assert.ok(people.some(({ said }) => said.length === 0));
});
