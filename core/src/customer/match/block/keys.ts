import type { AttributeName } from '../compare/levels.ts';
import { nameWords } from '../compare/name-words.ts';
import type { ComparedRecord } from '../record.ts';
import { localPart } from '../text/email-parts.ts';
import { phonetic } from '../text/phonetic.ts';

/**
 * What two profiles have to share to be compared at all, the most telling first; and the attributes that say nothing
 * any more about a pair that shares it.
 */
export const blockingKeys = {
  email: ['email'],
  phone: ['phone'],
  'birth-date-first-name': ['birthDate', 'firstName'],
  'birth-date-last-name': ['birthDate', 'lastName'],
  'name-postal-code': ['firstName', 'lastName', 'postalCode', 'city'],
  'name-birth-year': ['firstName', 'lastName', 'birthDate'],
  'name-birth-day': ['firstName', 'lastName', 'birthDate'],
  'last-name-postal-code': ['lastName', 'postalCode', 'city'],
  'birth-date-place': ['birthDate', 'postalCode', 'city'],
  street: ['street', 'postalCode', 'city'],
  'first-name-postal-code': ['firstName', 'postalCode', 'city'],
  'last-name-birth-month': ['lastName', 'birthDate'],
  'first-name-birth-month': ['firstName', 'birthDate'],
  'email-local-part': ['email'],
  name: ['firstName', 'lastName'],
} as const satisfies Record<string, readonly AttributeName[]>;

export type BlockingKey = keyof typeof blockingKeys;
export const keyKinds = Object.keys(blockingKeys) as readonly BlockingKey[];

/**
 * Profiles that share a key, at most, for all their pairs to be compared; beyond, the key is too common to say anything.
 * A name alone says it sooner.
 */
export const largestBlock = (kind: BlockingKey): number => (kind === 'name' ? 30 : 100);

/**
 * The keys of a record: each is its kind and a text.
 * First and last names are sorted within a key, so that swapped ones meet.
 */
export function eachKey(record: ComparedRecord, take: (kind: BlockingKey, key: string) => void): void {
  const { firstName, lastName, birthDate, postalCode, city, street, emails, phones } = record;
  const firsts = sounds(firstName);
  const lasts = sounds(lastName);
  const [year, day] = [birthDate.slice(0, 4), birthDate.slice(5)];

  for (const email of emails) {
    take('email', email);
    const local = localPart(email);
    if (local.length >= 5) take('email-local-part', local);
  }
  for (const phone of phones) take('phone', phone);
  if (birthDate !== '') {
    if (postalCode !== '') take('birth-date-place', `${birthDate} ${postalCode}`);
    if (city !== '') take('birth-date-place', `${birthDate} ${city.slice(0, 3)}`);
    const month = birthDate.slice(0, 7);
    for (const first of firsts) take('first-name-birth-month', `${month} ${first}`);
    for (const last of lasts) take('last-name-birth-month', `${month} ${last}`);
    for (const first of beginnings(firsts)) take('birth-date-first-name', `${birthDate} ${first}`);
    for (const last of beginnings(lasts)) take('birth-date-last-name', `${birthDate} ${last}`);
  }
  for (const last of lasts) {
    if (postalCode !== '') take('last-name-postal-code', `${postalCode} ${last}`);
    for (const first of firsts.length > 0 ? firsts : ['']) {
      const name = first < last ? `${first} ${last}` : `${last} ${first}`;
      take('name', name);
      if (first === '') continue;
      if (postalCode !== '') take('name-postal-code', `${postalCode} ${name}`);
      if (birthDate !== '') {
        take('name-birth-year', `${year} ${name}`);
        take('name-birth-day', `${day} ${name}`);
      }
    }
  }
  if (street.length > 0) take('street', `${street[0]} ${postalCode || city}`);
  if (postalCode !== '') for (const first of firsts) take('first-name-postal-code', `${postalCode} ${first}`);
}

const beginnings = (sounds: readonly string[]) => new Set(sounds.map((sound) => sound.slice(0, 2)));

const nothing: readonly string[] = [];

/** How a name sounds: as a whole, and the first two of its words where it has several. */
function sounds(name: string): readonly string[] {
  if (name === '') return nothing;
  if (!name.includes(' ')) return [phonetic(name)];
  const words = nameWords(name);
  return [...new Set([phonetic(words.join('')), ...words.slice(0, 2).map(phonetic)])];
}
