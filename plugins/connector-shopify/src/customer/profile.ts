import { type Payload, type ProfileInput, usableIdentifiers } from '@chaland/core';
import { idOf, word } from '../read/ids.ts';

/** What Shopify says of a customer, since it changed the record. */
export function profileOf(customer: Payload, country: string): ProfileInput {
  const address = customer.maybeObject('default_address');
  return {
    id: idOf(customer),
    identifiers: usableIdentifiers(
      [
        { kind: 'email', value: emailOf(customer), verified: hasProvenEmail(customer) },
        { kind: 'phone', value: phoneOf(customer) },
      ],
      (address && countryOf(address)) ?? country,
    ),
    attributes: {
      firstName: short(customer.maybeText('first_name')),
      lastName: short(customer.maybeText('last_name')),
      company: short(address?.maybeText('company')),
      address: address ? addressOf(address) : null,
    },
    time: customer.time('updated_at'),
  };
}

export const emailOf = (customer: Payload): string | undefined =>
  customer.maybeText('email') ?? customer.maybeText('default_email_address/email_address');

export const phoneOf = (customer: Payload): string | undefined =>
  customer.maybeText('phone') ?? customer.maybeText('default_phone_number/phone_number');

/**
 * Shopify's `verified_email` is true by default for customers that were made by the shop or an app, so it proves nothing
 * alone. Who has an account has read a mail there.
 */
const hasProvenEmail = (customer: Payload): boolean =>
  customer.maybeFlag('verified_email') === true && word(customer, 'state') === 'enabled';

function addressOf(address: Payload): Record<string, unknown> | null {
  const lines = ['address1', 'address2'].flatMap((name) => short(address.maybeText(name)) ?? []);
  const parts = {
    lines: lines.length > 0 ? lines : undefined,
    postalCode: short(address.maybeText('zip'), 20),
    city: short(address.maybeText('city')),
    region: short(address.maybeText('province')),
    country: countryOf(address),
  };
  const told = Object.fromEntries(Object.entries(parts).filter(([, value]) => value != null));
  return Object.keys(told).length > 0 ? told : null;
}

function countryOf(address: Payload): string | undefined {
  const code = address.maybeText('country_code')?.toUpperCase();
  return code && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

/** Null says that there is none any more. */
const short = (text: string | undefined, most = 200): string | null => text?.trim().slice(0, most) || null;
