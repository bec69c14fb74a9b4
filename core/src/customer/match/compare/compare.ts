import type { ComparedRecord } from '../record.ts';
import { compareBirthDates } from './birth-date.ts';
import { compareEmails, comparePhones } from './contact.ts';
import { attributeNames, levelNumber, missing } from './levels.ts';
import { closeness, compareNames } from './names.ts';
import { compareCities, comparePostalCodes, compareStreets } from './place.ts';

const gender = { exact: levelNumber('gender', 'exact'), different: levelNumber('gender', 'different') };
const company = {
  exact: levelNumber('company', 'exact'),
  near: levelNumber('company', 'near'),
  different: levelNumber('company', 'different'),
};

export const levelCount = attributeNames.length;

/**
 * Compares two records in every attribute.
 * @param levels filled from `at` on: for each of `attributeNames` the number of its level, `missing` or `implied`
 */
export function compareRecords(a: ComparedRecord, b: ComparedRecord, levels: Int8Array, at = 0): void {
  const [first, last] = compareNames(a, b);
  const postal = comparePostalCodes(a, b);
  levels[at] = first;
  levels[at + 1] = last;
  levels[at + 2] = compareBirthDates(a.birthDate, b.birthDate);
  levels[at + 3] = postal;
  levels[at + 4] = compareCities(a, b, postal);
  levels[at + 5] = compareStreets(a.street, b.street);
  levels[at + 6] = compareEmails(a, b);
  levels[at + 7] = comparePhones(a.phones, b.phones);
  levels[at + 8] =
    a.gender === '' || b.gender === '' ? missing : a.gender === b.gender ? gender.exact : gender.different;
  levels[at + 9] = compareCompanies(a.company, b.company);
}

function compareCompanies(a: string, b: string): number {
  if (a === '' || b === '') return missing;
  const close = closeness(a, b);
  return close === 'same' ? company.exact : close === 'near' ? company.near : company.different;
}
