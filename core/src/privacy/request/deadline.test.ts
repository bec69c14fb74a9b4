import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadline } from './deadline.ts';

const france = { country: 'FR', of: (year: number) => [`${year}-05-01`, `${year}-05-08`] };

test('a request is due a month later, by the calendar and the working days', () => {
  const table: [from: string, months: number, due: string, why: string][] = [
    ['2026-03-05', 1, '2026-04-06', '5 April is a Sunday'],
    ['2026-03-03', 1, '2026-04-03', 'the same date'],
    ['2026-08-31', 1, '2026-09-30', 'September has no 31st'],
    ['2026-01-31', 1, '2026-03-02', 'February has no 31st, and its 28th is a Saturday'],
    ['2028-01-31', 1, '2028-02-29', 'a leap year'],
    ['2026-12-15', 1, '2027-01-15', 'into the next year'],
    ['2026-04-01', 1, '2026-05-04', 'a public holiday before a weekend'],
    ['2026-08-31', 3, '2026-11-30', 'extended by two more'],
  ];
  for (const [from, months, due, why] of table) assert.equal(deadline(from, months, [france]), due, why);
});
