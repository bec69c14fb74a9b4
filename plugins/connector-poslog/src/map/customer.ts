import { type CustomerInput, type ProfileInput, usableIdentifiers } from '@chaland/core';
import type { Element } from '../xml/element.ts';
import type { Head } from './head.ts';

interface Told {
  customer: CustomerInput | undefined;
  profiles: ProfileInput[];
}

/**
 * Whom the transaction names: by the till's own number, else by card, e-mail or phone. What is said of them goes into a
 * profile with the transaction's time, so that the latest counts, in whatever order logs come.
 */
export function customerOf(retail: Element, { time }: Head, country: string): Told {
  const customer = retail.child('Customer');
  const accounts = retail.all('LoyaltyAccount');
  const memberships = retail.all('LineItem').flatMap((line) => line.all('LoyaltyMembership'));
  const id = [
    customer?.maybe('CustomerID', 'CustomerAccountID', 'AccountNumber'),
    ...accounts.map((account) => account.maybe('CustomerID')),
  ].find((one) => one !== undefined && isOnesOwn(one));
  const cards = [
    ...accounts.map(cardOf),
    ...(customer ? [cardOf(customer), ...customer.all('LoyaltyAccount').map(cardOf)] : []),
    ...memberships.map((membership) => membership.maybe('LoyaltyID', 'MembershipID')),
  ].filter((card) => card !== undefined && isCard(card));
  const identifiers = usableIdentifiers(
    [
      ...[...new Set(cards)].map((value) => ({ kind: 'loyalty_card', value })),
      { kind: 'email', value: customer && emailOf(customer) },
      { kind: 'phone', value: customer && phoneOf(customer) },
    ],
    country,
  );
  if (id === undefined && identifiers.length === 0) return { customer: undefined, profiles: [] };
  const attributes = customer ? attributesOf(customer) : {};
  const known = id === undefined ? undefined : { id };
  // Without a number of the till's own, a person is found by what is strongest, and a moment says no more of them.
  const found = known ?? { identifiers: identifiers.slice(0, 1) };
  const says = identifiers.length > (known ? 0 : 1) || Object.keys(attributes).length > 0;
  const profile: ProfileInput = { ...known, identifiers, attributes, time };
  return { customer: found, profiles: says ? [profile] : [] };
}

const cardOf = (element: Element): string | undefined =>
  element.maybe(
    'LoyaltyAccountID',
    'LoyaltyCardID',
    'LoyaltyCard/CardNumber',
    'LoyaltyCard/PrimaryAccountNumber',
    'LoyaltyCard/LoyaltyCardID',
    'CardNumber',
    'CardID',
    'ScanData',
    'LoyaltyProgram/LoyaltyAccountID',
  );

/** `0`, `WALKIN`, the name of a club: what stands there for everybody is nobody's number. */
const isOnesOwn = (id: string) => /[1-9@]/.test(id);

/** Some tills write the name of the account's type where its number belongs: one for all customers. */
const isCard = (text: string) => (text.match(/\d/g) ?? []).length >= 4 && !/^0+$/.test(text);

const emailOf = (customer: Element): string | undefined => {
  const email =
    customer.child('EMail') ??
    customer.child('eMail') ??
    customer.child('Email') ??
    customer.child('EMailAddress');
  return email
    ? (email.maybe('EMailAddress', 'EmailAddress', 'Address') ?? (email.text || undefined))
    : undefined;
};

function phoneOf(customer: Element): string | undefined {
  const phone =
    customer.child('TelephoneNumber') ??
    customer.child('Telephone') ??
    customer.child('Phone') ??
    customer.child('PhoneNumber');
  if (!phone) return undefined;
  const full = phone.maybe('FullTelephoneNumber', 'FullNumber', 'CompleteNumber');
  if (full) return full;
  const country = phone.maybe('ITUCountryCode', 'CountryCode');
  const local = phone.maybe('LocalNumber')?.replace(/^tel:/i, '');
  const number = `${phone.maybe('AreaCode') ?? ''}${local ?? ''}` || phone.text;
  if (!number) return undefined;
  return country && /^\+?\d{1,3}$/.test(country) && !number.startsWith('+')
    ? `+${country.replace('+', '')}${number.replace(/^0/, '')}`
    : number;
}

function attributesOf(customer: Element): Record<string, unknown> {
  const name = customer.child('Name') ?? customer.child('PersonName');
  const parts = name ? namePartsOf(name) : {};
  const firstName = parts.first ?? customer.maybe('FirstName', 'GivenName');
  const lastName = parts.last ?? customer.maybe('LastName', 'FamilyName');
  const address = customer.child('Address');
  const birthDate = customer.maybe('BirthDate', 'DateOfBirth');
  const told = address && addressOf(address);
  return {
    ...(firstName ? { firstName: firstName.slice(0, 200) } : {}),
    ...(lastName ? { lastName: lastName.slice(0, 200) } : {}),
    ...(birthDate && /^\d{4}-\d\d-\d\d/.test(birthDate) ? { birthDate: birthDate.slice(0, 10) } : {}),
    ...(told && Object.keys(told).length > 0 ? { address: told } : {}),
  };
}

/** In parts by element, in parts by `Location="First"`, or in one, which is then the last name. */
function namePartsOf(name: Element): { first?: string; last?: string } {
  const located = (place: RegExp) =>
    name
      .all('Name')
      .find((part) => place.test(part.attribute('Location') ?? part.attribute('TypeCode') ?? ''))?.text;
  const first = name.maybe('FirstName', 'GivenName', 'First') ?? located(/^(first|given)/i);
  const last = name.maybe('LastName', 'FamilyName', 'Last') ?? located(/^(last|family|sur)/i);
  if (first || last) return { ...(first ? { first } : {}), ...(last ? { last } : {}) };
  const whole = name.maybe('FullName', 'OfficialName', 'Name') ?? name.text;
  return whole ? { last: whole } : {};
}

function addressOf(address: Element): Record<string, unknown> {
  const lines = address
    .all('AddressLine')
    .map(({ text }) => text.slice(0, 200))
    .filter((line) => line !== '')
    .slice(0, 6);
  const street = lines.length > 0 ? lines : [address.maybe('Street', 'AddressLine1')].filter((line) => line);
  const postalCode = address.maybe('PostalCode', 'ZipCode');
  const city = address.maybe('City', 'Town');
  const region = address.maybe('Territory', 'State', 'Region', 'StateProvince');
  const country =
    address.child('Country')?.attribute('Code') ??
    address.child('CountryCode')?.text ??
    address.child('Country')?.text;
  return {
    ...(street.length > 0 ? { lines: street } : {}),
    ...(postalCode ? { postalCode: postalCode.slice(0, 20) } : {}),
    ...(city ? { city: city.slice(0, 200) } : {}),
    ...(region ? { region: region.slice(0, 200) } : {}),
    ...(country && /^[A-Z]{2}$/.test(country) ? { country } : {}),
  };
}
