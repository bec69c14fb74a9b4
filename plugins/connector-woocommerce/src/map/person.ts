import { type CustomerInput, type IdentifierInput, type Payload, usableIdentifiers } from '@chaland/core';

/** The shop's own number of the customer; guests have none. */
export function accountOf(order: Payload): string | undefined {
  const id = order.maybeText('customer_id');
  return id === '0' ? undefined : id;
}

/**
 * Who bought: the account, or of a guest the address that they gave. Name and address may change after the order, and are
 * told apart from it.
 * @param country what phone numbers are read with where the address has none
 */
export function buyerOf(order: Payload, country: string): CustomerInput | undefined {
  const id = accountOf(order);
  if (id) return { id };
  const [strongest] = contactsOf(order.maybeObject('billing'), country);
  return strongest ? { identifiers: [strongest] } : undefined;
}

/** E-mail and phone of an address, as far as they are any; the strongest first. */
export function contactsOf(
  address: Payload | undefined,
  country: string,
  email = address?.maybeText('email'),
): IdentifierInput[] {
  return usableIdentifiers(
    [
      { kind: 'email', value: email },
      { kind: 'phone', value: address?.maybeText('phone') },
    ],
    countryOf(address) ?? country,
  );
}

/** Name and address as a billing address has them. */
export function attributesOf(
  address: Payload | undefined,
  named: { first?: string | undefined; last?: string | undefined } = {},
): Record<string, unknown> {
  const text = (path: string, most = 200) => address?.maybeText(path)?.trim().slice(0, most);
  const country = countryOf(address);
  const lines = [text('address_1'), text('address_2')].filter((line) => line !== undefined);
  const place = told({
    lines: lines.length > 0 ? lines : undefined,
    postalCode: text('postcode', 20),
    city: text('city'),
    region: text('state'),
    country,
  });
  return told({
    firstName: named.first?.trim().slice(0, 200) || text('first_name'),
    lastName: named.last?.trim().slice(0, 200) || text('last_name'),
    company: text('company'),
    country,
    // A country alone is no address.
    address: lines.length > 0 || place.city || place.postalCode ? place : undefined,
  });
}

const countryOf = (address: Payload | undefined): string | undefined => {
  const code = address?.maybeText('country')?.trim().toUpperCase();
  return code && /^[A-Z]{2}$/.test(code) ? code : undefined;
};

const told = (of: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));
