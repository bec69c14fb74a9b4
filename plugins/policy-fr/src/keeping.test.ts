import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frenchHolidays, retentionPolicies } from './keeping.ts';

test('people are kept three years, receipts ten after the end of their financial year', () => {
  assert.deepEqual(
    retentionPolicies.map(({ value: { id, person, data, months } }) => [id, person, data, months]),
    [
      ['policy-fr.prospect', 'prospect', 'person', 36],
      ['policy-fr.customer', 'customer', 'person', 36],
      ['policy-fr.anonymous', 'anonymous', 'person', 25],
      ['policy-fr.receipts', 'customer', 'moments', 132],
    ],
  );
  for (const { value } of retentionPolicies) assert.match(value.source.fr, /(CNIL|Code).*depuis le \d{4}-/);
});

test('time limits know the days off', () => {
  assert.equal(frenchHolidays.value.country, 'FR');
  assert.ok(frenchHolidays.value.of(2026).includes('2026-05-14'));
  assert.equal(frenchHolidays.value.of(2026).length, 11);
});
