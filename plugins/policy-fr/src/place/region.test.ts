import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Region, regionOf, regions } from './region.ts';

type Row = [
  country: string,
  postalCode: string | null,
  phone: string | undefined,
  region: Region | 'unknown' | undefined,
];

describe('where in France somebody is', () => {
  const table: Row[] = [
    ['FR', '75011', undefined, 'metropole'],
    ['FR', '20090', undefined, 'metropole'],
    ['FR', '57000', undefined, 'alsace-moselle'],
    ['FR', '67 000', undefined, 'alsace-moselle'],
    ['FR', '68100', '+596696123456', 'alsace-moselle'],
    ['FR', '97110', undefined, 'guadeloupe'],
    ['FR', '97133', undefined, 'saint-barthelemy'],
    ['FR', '97150', undefined, 'saint-martin'],
    ['FR', '97200', undefined, 'martinique'],
    ['FR', '97300', undefined, 'guyane'],
    ['FR', '97400', undefined, 'reunion'],
    ['FR', '97500', undefined, 'saint-pierre-et-miquelon'],
    ['FR', '97600', undefined, 'mayotte'],
    ['FR', '98600', undefined, 'wallis-et-futuna'],
    ['FR', '98714', undefined, 'polynesie-francaise'],
    ['FR', '98800', undefined, 'nouvelle-caledonie'],
    ['RE', null, undefined, 'reunion'],
    ['GP', '97150', undefined, 'saint-martin'],
    ['MQ', 'unreadable', '+33612345678', 'martinique'],
    ['FR', null, '+262692123456', 'reunion'],
    ['FR', null, '+262639123456', 'mayotte'],
    ['FR', null, '+590690123456', 'guadeloupe'],
    ['FR', null, '+33612345678', 'unknown'],
    ['FR', null, undefined, 'unknown'],
    ['FR', '750', undefined, 'unknown'],
    ['BE', '1000', undefined, undefined],
    ['MC', '98000', undefined, undefined],
    ['DE', '67059', '+33612345678', undefined],
  ];
  for (const [country, postalCode, phone, region] of table) {
    test(`${country} ${postalCode ?? 'without a postal code'} ${phone ?? ''} is ${region ?? 'not in France'}`, () => {
      assert.equal(regionOf({ country, postalCode, phone }), region);
    });
  }

  test('the time zone of each part is one that the clocks know', () => {
    for (const zone of Object.values(regions)) new Intl.DateTimeFormat('fr', { timeZone: zone });
  });
});
