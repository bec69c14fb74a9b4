import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinTimes } from './joined.ts';

const joined = joinTimes([
  { loserId: 'b', survivorId: 'a', madeAt: 1 },
  { loserId: 'd', survivorId: 'c', madeAt: 2 },
  { loserId: 'c', survivorId: 'a', madeAt: 3 },
]);
const cases: [string, string, number][] = [
  ['a', 'b', 1],
  ['b', 'a', 1],
  ['c', 'd', 2],
  ['b', 'd', 3],
  ['d', 'a', 3],
  ['a', 'a', Number.NEGATIVE_INFINITY],
  ['a', 'x', Number.POSITIVE_INFINITY],
];
for (const [home, other, at] of cases) {
  test(`${home} and ${other} are one since ${at}`, () => assert.equal(joined(home, other), at));
}
