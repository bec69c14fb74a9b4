import type { Attributes } from '../attributes.ts';
import { fold } from '../fold.ts';
import { normaliseAttributes } from '../normalise/attributes.ts';
import { streetLine } from './text/street-line.ts';

/** A profile as matching sees it. */
export interface MatchRecord extends ComparedRecord {
  profileId: string;
  customerId: string;
}

/** What is compared of a profile. Texts are folded; what isn't known is `''` or an empty list. */
export interface ComparedRecord {
  firstName: string;
  lastName: string;
  /** YYYY-MM-DD */
  birthDate: string;
  postalCode: string;
  city: string;
  /** The lines of the address, with kinds of streets written in full. */
  street: readonly string[];
  /** ISO 3166-1 alpha-2 */
  country: string;
  /** In canonical form. */
  emails: readonly string[];
  /** E.164 */
  phones: readonly string[];
  gender: string;
  company: string;
}

/** A profile, as far as matching reads it. */
export interface ProfileToMatch {
  id: string;
  customerId: string;
  attributes: Attributes;
  identifiers: readonly { kind: string; value: string }[];
}

/**
 * @param country ISO 3166-1 alpha-2: what addresses without one are read with
 */
export function toMatchRecord(
  { id, customerId, attributes, identifiers }: ProfileToMatch,
  country: string,
): MatchRecord {
  const {
    firstName = '',
    lastName = '',
    birthDate = '',
    gender = '',
    company = '',
    address = {},
    country: own = '',
  } = normaliseAttributes(attributes, country);
  return {
    profileId: id,
    customerId,
    firstName: fold(firstName),
    lastName: fold(lastName),
    birthDate: /^\d{4}-\d\d-\d\d$/.test(birthDate) ? birthDate : '',
    postalCode: fold(address.postalCode ?? '').replaceAll(' ', ''),
    city: fold(address.city ?? ''),
    street: listOf(address.lines?.map(streetLine).filter((line) => line !== '')),
    country: address.country ?? own,
    emails: listOf(valuesOf(identifiers, 'email')),
    phones: listOf(valuesOf(identifiers, 'phone')),
    gender,
    company: fold(company),
  };
}

const none: readonly string[] = [];
const listOf = (values: readonly string[] | undefined) => (values && values.length > 0 ? values : none);
const valuesOf = (identifiers: ProfileToMatch['identifiers'], kind: string) =>
  identifiers.filter((one) => one.kind === kind).map(({ value }) => value);
