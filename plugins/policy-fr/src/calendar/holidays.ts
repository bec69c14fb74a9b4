import type { Text } from '@chaland/core';
import type { Region } from '../place/region.ts';
import { easter } from './easter.ts';

/** A public holiday: on a fixed day of the year, `MM-DD`, or so many days after Easter Sunday. */
interface Holiday {
  on: string | number;
  name: Text;
}

/** Code du travail, art. L. 3133-1. */
const national: readonly Holiday[] = [
  { on: '01-01', name: { en: 'New Year’s Day', fr: 'Jour de l’an' } },
  { on: 1, name: { en: 'Easter Monday', fr: 'Lundi de Pâques' } },
  { on: '05-01', name: { en: 'Labour Day', fr: 'Fête du travail' } },
  { on: '05-08', name: { en: 'Victory Day', fr: 'Victoire de 1945' } },
  { on: 39, name: { en: 'Ascension Day', fr: 'Ascension' } },
  { on: 50, name: { en: 'Whit Monday', fr: 'Lundi de Pentecôte' } },
  { on: '07-14', name: { en: 'Bastille Day', fr: 'Fête nationale' } },
  { on: '08-15', name: { en: 'Assumption', fr: 'Assomption' } },
  { on: '11-01', name: { en: 'All Saints’ Day', fr: 'Toussaint' } },
  { on: '11-11', name: { en: 'Armistice Day', fr: 'Armistice de 1918' } },
  { on: '12-25', name: { en: 'Christmas Day', fr: 'Noël' } },
];

const abolition = (on: string): Holiday => ({
  on,
  name: { en: 'Abolition of slavery', fr: 'Abolition de l’esclavage' },
});

/**
 * Holidays of a region alone: Code du travail, art. L. 3134-13 for Alsace and Moselle, art. L. 3422-2 overseas.
 * Good Friday is one only in municipalities with a Protestant church, which a postal code doesn't tell: it is taken
 * for one in all of them.
 */
const regional: Readonly<Partial<Record<Region, readonly Holiday[]>>> = {
  'alsace-moselle': [
    { on: -2, name: { en: 'Good Friday', fr: 'Vendredi saint' } },
    { on: '12-26', name: { en: 'Saint Stephen’s Day', fr: 'Saint-Étienne' } },
  ],
  mayotte: [abolition('04-27')],
  martinique: [abolition('05-22')],
  guadeloupe: [abolition('05-27')],
  'saint-martin': [abolition('05-27')],
  guyane: [abolition('06-10')],
  'saint-barthelemy': [abolition('10-09')],
  reunion: [abolition('12-20')],
};

/**
 * The public holidays of a year, by their day as `YYYY-MM-DD`.
 * @param region its own holidays too; the national ones alone where absent
 */
export function holidays(year: number, region?: Region): ReadonlyMap<string, Text> {
  const sunday = easter(year);
  const dayOf = ({ on }: Holiday) =>
    typeof on === 'string'
      ? `${year}-${on}`
      : new Date(sunday + on * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
  const all = [...national, ...((region && regional[region]) ?? [])];
  return new Map(all.map((holiday) => [dayOf(holiday), holiday.name]));
}
