import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Region } from '../place/region.ts';
import { holidays } from './holidays.ts';

const days = (year: number, region?: Region) => [...holidays(year, region).keys()].sort();

describe('public holidays', () => {
  test('France has eleven of them, five that move with Easter', () => {
    assert.deepEqual(days(2026), [
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
    assert.equal(holidays(2026).get('2026-05-14')?.fr, 'Ascension');
  });

  test('Ascension and Victory Day may fall on one day', () => {
    assert.equal(days(2008).filter((day) => day === '2008-05-01').length, 1);
    assert.equal(holidays(2008).size, 10);
  });

  const own: [Region, string[]][] = [
    ['alsace-moselle', ['2026-04-03', '2026-12-26']],
    ['mayotte', ['2026-04-27']],
    ['martinique', ['2026-05-22']],
    ['guadeloupe', ['2026-05-27']],
    ['saint-martin', ['2026-05-27']],
    ['guyane', ['2026-06-10']],
    ['saint-barthelemy', ['2026-10-09']],
    ['reunion', ['2026-12-20']],
    ['metropole', []],
    ['nouvelle-caledonie', []],
  ];
  for (const [region, more] of own) {
    test(`${region} has ${more.length || 'none'} of its own`, () => {
      const national = new Set(days(2026));
      assert.deepEqual(
        days(2026, region).filter((day) => !national.has(day)),
        more,
      );
    });
  }
});
