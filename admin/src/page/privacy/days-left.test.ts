import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysLeft } from './days-left.ts';

test('days are counted by the calendar, over months, years and changes of the clock', () => {
  const table: [due: string, today: string, days: number][] = [
    ['2026-11-23', '2026-11-23', 0],
    ['2026-11-24', '2026-11-23', 1],
    ['2026-11-22', '2026-11-23', -1],
    ['2026-10-26', '2026-10-24', 2],
    ['2028-03-01', '2028-02-28', 2],
    ['2027-01-02', '2026-12-31', 2],
  ];
  for (const [due, today, days] of table) assert.equal(daysLeft(due, today), days, `${today} to ${due}`);
});
