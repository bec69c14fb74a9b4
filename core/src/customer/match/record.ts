import type { Attributes } from '../attributes.ts';
import { fold } from '../fold.ts';
import { streetLine } from './text/street-line.ts';

/** What is compared of a profile. Texts are folded; what isn't known is `''` or an empty list. */
export interface MatchRecord {
  profileId: string;
  customerId: string;
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

const none: readonly string[] = [];

export function toMatchRecord({ id, customerId, attributes, identifiers }: ProfileToMatch): MatchRecord {
  const {
    firstName = '',
    lastName = '',
    birthDate = '',
    gender = '',
    company = '',
    address = {},
  } = attributes;
  const ofKind = (kind: string) => {
    const values = identifiers.filter((one) => one.kind === kind).map(({ value }) => value);
    return values.length > 0 ? values : none;
  };
  return {
    profileId: id,
    customerId,
    firstName: fold(firstName),
    lastName: fold(lastName),
    birthDate,
    postalCode: fold(address.postalCode ?? '').replaceAll(' ', ''),
    city: fold(address.city ?? ''),
    street: address.lines?.map(streetLine).filter((line) => line !== '') ?? none,
    country: address.country ?? attributes.country ?? '',
    emails: ofKind('email'),
    phones: ofKind('phone'),
    gender,
    company: fold(company),
  };
}
