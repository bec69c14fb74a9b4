import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { instantOf, localDay, offsetAt, parseTime } from './time.ts';

const iso = (text: string, zone = 'Europe/Paris') => {
  const instant = parseTime(text, zone);
  return typeof instant === 'number' ? new Date(instant).toISOString() : instant;
};

describe('a time with an offset', () => {
  test('is that instant, wherever the store is', () => {
    assert.equal(iso('2026-03-02T10:15:00+01:00', 'America/New_York'), '2026-03-02T09:15:00.000Z');
    assert.equal(iso('2026-03-02t10:15:00.123456z'), '2026-03-02T10:15:00.123Z');
    assert.equal(iso('2026-03-02 10:15:00-05:30'), '2026-03-02T15:45:00.000Z');
  });
  test('may name a leap second, which is the second after it', () => {
    assert.equal(iso('2016-12-31T23:59:60Z'), '2017-01-01T00:00:00.000Z');
  });
});

describe('a time without an offset', () => {
  test("is what the store's clocks showed", () => {
    assert.equal(iso('2026-03-02T10:15:00'), '2026-03-02T09:15:00.000Z');
    assert.equal(iso('2026-07-02T10:15:00'), '2026-07-02T08:15:00.000Z');
    assert.equal(iso('2026-07-02T10:15:00', 'America/New_York'), '2026-07-02T14:15:00.000Z');
  });

  const changes: [zone: string, what: string, local: string, instant: string][] = [
    ['Europe/Paris', 'skipped', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
    ['Europe/Paris', 'last before the skip', '2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
    ['Europe/Paris', 'first after the skip', '2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
    ['Europe/Paris', 'shown twice', '2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
    ['Europe/Paris', 'first after both', '2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
    ['Europe/London', 'skipped', '2026-03-29T01:30:00', '2026-03-29T01:30:00.000Z'],
    ['Europe/London', 'shown twice', '2026-10-25T01:30:00', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', 'skipped', '2026-03-08T02:30:00', '2026-03-08T07:30:00.000Z'],
    ['America/New_York', 'shown twice', '2026-11-01T01:30:00', '2026-11-01T05:30:00.000Z'],
    ['Australia/Lord_Howe', 'skipped', '2026-10-04T02:15:00', '2026-10-03T15:45:00.000Z'],
    ['Australia/Lord_Howe', 'shown twice', '2026-04-05T01:45:00', '2026-04-04T14:45:00.000Z'],
    ['Australia/Lord_Howe', 'first after both', '2026-04-05T02:00:00', '2026-04-04T15:30:00.000Z'],
  ];
  for (const [zone, what, local, instant] of changes) {
    test(`is exact when the clocks change: ${what} in ${zone}`, () =>
      assert.equal(iso(local, zone), instant));
  }
});

describe('a time that does not exist is refused', () => {
  for (const text of [
    '2026-02-30T10:00:00Z',
    '2025-02-29T10:00:00Z',
    '1900-02-29T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-00-01T10:00:00Z',
    '2026-04-31T10:00:00',
    '2026-04-30T24:00:00Z',
    '2026-04-30T10:60:00Z',
    '2026-04-30T10:00:00+24:00',
    '0000-01-01T00:00:00Z',
    '2026-04-30',
    '2026-04-30T10:00Z',
    '30/04/2026 10:00:00',
    'yesterday',
    '',
  ]) {
    test(text || 'an empty text', () => assert.equal(typeof parseTime(text, 'Europe/Paris'), 'string'));
  }
});

test('a leap day is a day', () => assert.equal(iso('2024-02-29T12:00:00Z'), '2024-02-29T12:00:00.000Z'));

describe('for any instant', () => {
  const zones = [
    'Europe/Paris',
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  ];
  const instants = fc.integer({ min: Date.UTC(1975, 0, 1) / 1000, max: Date.UTC(2037, 0, 1) / 1000 });

  test('the time shown leads back to it, or to the first instant that showed it', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (seconds, zone) => {
        const instant = seconds * 1000;
        const found = instantOf(instant + offsetAt(zone, instant), zone);
        assert.ok(found <= instant && instant - found <= 3_600_000);
        assert.equal(found + offsetAt(zone, found), instant + offsetAt(zone, instant));
      }),
    );
  });

  test('the day in a zone is the one that Intl tells', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (seconds, zone) => {
        const date = new Date(seconds * 1000);
        const told = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(date);
        assert.equal(localDay(date, zone), told);
      }),
    );
  });
});
