import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { easter } from './easter.ts';

const dayOf = (year: number) => new Date(easter(year)).toISOString().slice(0, 10);

test('Easter is where the almanacs have it, at its earliest and its latest too', () => {
  const known = [
    '1818-03-22',
    '1943-04-25',
    '1954-04-18',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2029-04-01',
    '2030-04-21',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
    '2285-03-22',
  ];
  for (const day of known) assert.equal(dayOf(Number(day.slice(0, 4))), day);
});

test('Easter is a Sunday between 22 March and 25 April', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1583, max: 4099 }), (year) => {
      const day = dayOf(year);
      assert.equal(new Date(day).getUTCDay(), 0);
      assert.ok(day.slice(5) >= '03-22' && day.slice(5) <= '04-25', day);
    }),
  );
});
