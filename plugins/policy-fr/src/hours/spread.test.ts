import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nextDayToCall } from './spread.ts';

const law = { most: 4, days: 30 };
const next = (at: string, calls: string[], zone = 'Europe/Paris') =>
  nextDayToCall(
    new Date(at),
    calls.map((call) => new Date(call)),
    law,
    zone,
  );

describe('four calls within thirty calendar days', () => {
  const at = '2026-03-31T10:00:00+02:00';

  test('a fourth call may be made today', () => {
    assert.equal(next(at, []), '2026-03-31');
    assert.equal(
      next(at, ['2026-03-31T08:00:00Z', '2026-03-30T08:00:00Z', '2026-03-27T08:00:00Z']),
      '2026-03-31',
    );
  });

  test('a fifth one waits until the first lies thirty days back', () => {
    const calls = [
      '2026-03-03T10:00:00Z',
      '2026-03-10T10:00:00Z',
      '2026-03-17T10:00:00Z',
      '2026-03-24T10:00:00Z',
    ];
    assert.equal(next(at, calls), '2026-04-02');
    assert.equal(next('2026-04-01T23:00:00+02:00', calls), '2026-04-02');
    assert.equal(next('2026-04-02T00:00:00+02:00', calls), '2026-04-02');
  });

  test('calls made too often before the rule was kept count from the last four', () => {
    const calls = [1, 2, 3, 4, 5, 6].map((n) => `2026-03-0${n}T10:00:00Z`);
    assert.equal(next(at, calls), '2026-04-02');
  });

  test('a day is the day where the person is', () => {
    const calls = Array<string>(4).fill('2026-03-02T02:00:00Z');
    assert.equal(next(at, calls, 'America/Martinique'), '2026-03-31');
    assert.equal(next(at, calls, 'Europe/Paris'), '2026-04-01');
  });
});
