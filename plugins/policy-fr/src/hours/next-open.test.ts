import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Region, regions } from '../place/region.ts';
import { callHours, textHours } from '../rule/contact-hours.ts';
import { nextOpen } from './next-open.ts';

/** Where and when somebody would be contacted, and when they may be: the same instant where it is open. */
type Row = [region: Region, at: string, open: string, why: string];

const check = (rules: typeof callHours, rows: readonly Row[]) => {
  for (const [region, at, open, why] of rows) {
    test(`${region} ${at}: ${why}`, () => {
      const found = nextOpen(new Date(at), rules, { region, timeZone: regions[region] });
      assert.equal(found.toISOString(), new Date(open).toISOString());
    });
  }
};

describe('hours for calls', () => {
  check(callHours, [
    // The day before the decree, and the day.
    ['metropole', '2023-02-28T23:59:59+01:00', '2023-02-28T23:59:59+01:00', 'no rule yet'],
    ['metropole', '2023-03-01T00:00:00+01:00', '2023-03-01T10:00:00+01:00', 'the first day of the decree'],
    // The clock.
    ['metropole', '2026-03-03T09:59:59.999+01:00', '2026-03-03T10:00:00+01:00', 'a moment too early'],
    ['metropole', '2026-03-03T10:00:00+01:00', '2026-03-03T10:00:00+01:00', 'open'],
    [
      'metropole',
      '2026-03-03T12:59:59.999+01:00',
      '2026-03-03T12:59:59.999+01:00',
      'the last of the morning',
    ],
    ['metropole', '2026-03-03T13:00:00+01:00', '2026-03-03T14:00:00+01:00', 'lunch'],
    ['metropole', '2026-03-03T19:59:59.999+01:00', '2026-03-03T19:59:59.999+01:00', 'the last of the day'],
    ['metropole', '2026-03-03T20:00:00+01:00', '2026-03-04T10:00:00+01:00', 'the evening'],
    // The week.
    ['metropole', '2026-03-06T20:00:00+01:00', '2026-03-09T10:00:00+01:00', 'Friday evening'],
    ['metropole', '2026-03-07T11:00:00+01:00', '2026-03-09T10:00:00+01:00', 'Saturday'],
    // Holidays.
    ['metropole', '2026-05-07T20:00:00+02:00', '2026-05-11T10:00:00+02:00', 'Victory Day and a weekend'],
    ['metropole', '2026-04-03T20:00:00+02:00', '2026-04-07T10:00:00+02:00', 'Easter'],
    ['alsace-moselle', '2026-04-03T11:00:00+02:00', '2026-04-07T10:00:00+02:00', 'Good Friday'],
    ['metropole', '2026-04-03T11:00:00+02:00', '2026-04-03T11:00:00+02:00', 'Good Friday elsewhere'],
    ['alsace-moselle', '2025-12-24T20:00:00+01:00', '2025-12-29T10:00:00+01:00', 'two days of Christmas'],
    ['metropole', '2025-12-24T20:00:00+01:00', '2025-12-26T10:00:00+01:00', 'one day of Christmas'],
    ['metropole', '2026-12-31T20:00:00+01:00', '2027-01-04T10:00:00+01:00', 'New Year'],
    // Overseas, by the clocks there.
    ['martinique', '2026-03-03T12:00:00Z', '2026-03-03T14:00:00Z', 'eight in Fort-de-France, one in Paris'],
    ['guadeloupe', '2026-03-03T23:30:00Z', '2026-03-03T23:30:00Z', 'half past seven in the evening'],
    ['guyane', '2026-03-03T13:00:00Z', '2026-03-03T13:00:00Z', 'ten in Cayenne'],
    ['guyane', '2026-06-10T14:00:00Z', '2026-06-11T13:00:00Z', 'the abolition in Guyane'],
    ['reunion', '2026-03-03T05:59:00Z', '2026-03-03T06:00:00Z', 'a minute to ten in Saint-Denis'],
    ['reunion', '2026-03-06T16:00:00Z', '2026-03-09T06:00:00Z', 'Friday evening, Friday afternoon in Paris'],
    ['mayotte', '2026-04-27T08:00:00Z', '2026-04-28T07:00:00Z', 'the abolition in Mayotte'],
    ['saint-barthelemy', '2026-10-09T15:00:00Z', '2026-10-12T14:00:00Z', 'the abolition, and a weekend'],
    ['polynesie-francaise', '2026-03-02T05:00:00Z', '2026-03-02T20:00:00Z', 'Sunday evening in Papeete'],
    ['nouvelle-caledonie', '2026-03-01T22:00:00Z', '2026-03-01T23:00:00Z', 'nine on Monday in Nouméa'],
    [
      'saint-pierre-et-miquelon',
      '2026-03-09T12:00:00Z',
      '2026-03-09T12:00:00Z',
      'summer time began there on the 8th',
    ],
    ['saint-pierre-et-miquelon', '2026-03-06T12:00:00Z', '2026-03-06T13:00:00Z', 'before that it did not'],
    // Nights that change the clocks.
    ['metropole', '2026-03-27T20:00:00+01:00', '2026-03-30T10:00:00+02:00', 'summer time begins'],
    ['metropole', '2026-10-23T20:00:00+02:00', '2026-10-26T10:00:00+01:00', 'summer time ends'],
  ]);
});

describe('hours for texts', () => {
  check(textHours, [
    ['metropole', '2024-08-31T23:00:00+02:00', '2024-08-31T23:00:00+02:00', 'the day before the charter'],
    ['metropole', '2024-09-01T12:00:00+02:00', '2024-09-02T08:00:00+02:00', 'its first day, a Sunday'],
    ['metropole', '2026-03-07T21:59:59+01:00', '2026-03-07T21:59:59+01:00', 'Saturday evening'],
    ['metropole', '2026-03-07T22:00:00+01:00', '2026-03-09T08:00:00+01:00', 'Saturday night'],
    ['metropole', '2026-03-08T12:00:00+01:00', '2026-03-09T08:00:00+01:00', 'Sunday'],
    ['metropole', '2026-07-13T22:00:00+02:00', '2026-07-15T08:00:00+02:00', 'Bastille Day'],
    ['reunion', '2026-12-19T18:30:00Z', '2026-12-21T04:00:00Z', 'the abolition on a Sunday'],
    ['martinique', '2026-05-22T12:00:00Z', '2026-05-23T12:00:00Z', 'the abolition on a Friday'],
    // The nights of the change are Sundays: Monday is by the new clocks.
    ['metropole', '2026-03-28T23:30:00+01:00', '2026-03-30T08:00:00+02:00', 'into summer time'],
    ['metropole', '2026-03-29T02:30:00+01:00', '2026-03-30T08:00:00+02:00', 'the hour that was skipped'],
    ['metropole', '2026-10-24T23:30:00+02:00', '2026-10-26T08:00:00+01:00', 'out of summer time'],
    ['metropole', '2026-10-25T02:30:00+02:00', '2026-10-26T08:00:00+01:00', 'half past two, the first time'],
    ['metropole', '2026-10-25T02:30:00+01:00', '2026-10-26T08:00:00+01:00', 'half past two, the second time'],
  ]);
});

test('a retailer may keep to fewer hours than the law', () => {
  const place = { timeZone: 'Europe/Paris' };
  const narrowed = { from: '09:00', until: '20:00' };
  const open = (at: string) => nextOpen(new Date(at), textHours, place, narrowed).toISOString();
  assert.equal(open('2026-03-03T08:00:00+01:00'), '2026-03-03T08:00:00.000Z');
  assert.equal(open('2026-03-03T20:00:00+01:00'), '2026-03-04T08:00:00.000Z');
  assert.throws(
    () => nextOpen(new Date(), callHours, place, { from: '13:00', until: '14:00' }),
    /no time to contact anybody/,
  );
});

test('whatever is asked, the answer is open, and nothing open was passed over', () => {
  const start = Date.parse('2024-09-01');
  const minute = 60_000;
  fc.assert(
    fc.property(
      fc.constantFrom(callHours, textHours),
      fc.constantFrom(...(Object.keys(regions) as Region[])),
      fc.integer({ min: 0, max: 6 * 366 * 24 * 60 }),
      fc.nat(60 * 24 * 5),
      (rules, region, minutes, before) => {
        const place = { region, timeZone: regions[region] };
        const at = new Date(start + minutes * minute);
        const open = nextOpen(at, rules, place);
        assert.ok(open >= at);
        assert.deepEqual(nextOpen(open, rules, place), open);
        const between = new Date(open.getTime() - before * minute);
        if (between >= at) assert.deepEqual(nextOpen(between, rules, place), open);
      },
    ),
    { numRuns: 500 },
  );
});
