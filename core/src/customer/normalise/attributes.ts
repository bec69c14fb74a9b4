import type { Fault } from '../../http/problem.ts';
import type { Attributes } from '../attributes.ts';
import { normaliseAddress } from './address.ts';
import { readBirthDate } from './birth-date.ts';
import { normaliseName } from './name.ts';
import { tidied } from './text.ts';

/** Raised when the same words come to another form: customers are then brought to it. */
export const normalForm = 1;

/**
 * What profiles say, in the form in which a golden record holds it; what was said stays in the profiles.
 * @param country ISO 3166-1 alpha-2: what addresses without one are read with
 */
export function normaliseAttributes(said: Attributes, country: string): Attributes {
  const attributes = { ...said };
  // That there is none.
  for (const [name, value] of Object.entries(said)) {
    if (value === null) delete attributes[name as keyof Attributes];
  }
  const { firstName, lastName, company, birthDate, address } = attributes;
  if (firstName !== undefined) attributes.firstName = normaliseName(firstName);
  if (lastName !== undefined) attributes.lastName = normaliseName(lastName);
  if (company !== undefined) attributes.company = tidied(company);
  if (birthDate !== undefined) attributes.birthDate = normaliseBirthDate(birthDate);
  if (address !== undefined) attributes.address = normaliseAddress(address, country);
  return attributes;
}

/** It was checked when it came in. */
function normaliseBirthDate(said: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(said)) return said;
  const read = readBirthDate(said);
  return 'value' in read ? read.value : said;
}

/**
 * What is wrong with attributes beyond their schema.
 * @param now when it is: nobody was born tomorrow
 * @param at where they are in what was sent
 */
export function attributeFaults(
  { birthDate }: Readonly<Record<string, unknown>>,
  now: Date,
  at: string,
): Fault[] {
  if (typeof birthDate !== 'string') return [];
  const read = readBirthDate(birthDate, now);
  return 'fault' in read ? [{ pointer: `${at}/birthDate`, message: read.fault }] : [];
}
