import {
  type Brought,
  type ConsentInput,
  type MapContext,
  type Payload,
  usableIdentifiers,
} from '@chaland/core';
import type { SquareArgs } from '../args.ts';

/** A customer of the directory. Square leaves out what is empty: what isn't there, there is none of any more. */
export function mapCustomer(customer: Payload, { args, locale }: MapContext<SquareArgs>): Brought {
  const id = customer.text('id');
  const address = customer.maybeObject('address');
  const country = countryOf(address);
  const email = customer.maybeText('email_address');
  const time = customer.maybeTime('updated_at') ?? customer.time('created_at');
  const text = (path: string) => customer.maybeText(path)?.trim().slice(0, 200) ?? null;
  return {
    profiles: [
      {
        id,
        identifiers: usableIdentifiers(
          [
            { kind: 'email', value: email },
            { kind: 'phone', value: customer.maybeText('phone_number') },
          ],
          country ?? locale.country,
        ),
        attributes: {
          firstName: text('given_name'),
          lastName: text('family_name'),
          company: text('company_name'),
          birthDate: birthDateOf(customer, time),
          address: addressOf(address, country) ?? null,
          ...(country ? { country } : {}),
        },
        time,
      },
    ],
    consents: unsubscribed(customer, id, email, time, args.purposes, country ?? locale.country),
  };
}

/** Unsubscribing is told; that somebody didn't is no consent. */
function unsubscribed(
  customer: Payload,
  id: string,
  email: string | undefined,
  time: string,
  purposes: readonly string[],
  country: string,
): Omit<ConsentInput, 'source'>[] {
  const [contactPoint] = usableIdentifiers([{ kind: 'email', value: email }], country);
  if (!customer.maybeFlag('preferences/email_unsubscribed') || !contactPoint) return [];
  return purposes.map((purpose) => ({
    id: `unsubscribed/${id}/${time}/${purpose}`,
    purpose,
    channel: 'email',
    contactPoint: { kind: contactPoint.kind, value: contactPoint.value },
    customer: { id },
    state: 'withdrawn' as const,
    time,
    method: 'square',
  }));
}

/** Without a year Square writes 0000, and nobody was born after their record was changed. */
function birthDateOf(customer: Payload, time: string): string | null {
  const date = customer.maybeText('birthday');
  const isDate =
    date !== undefined && /^(19|20)\d\d-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date));
  return isDate && date < time.slice(0, 10) ? date : null;
}

function addressOf(address: Payload | undefined, country: string | undefined) {
  if (!address) return undefined;
  const lines = [1, 2, 3].flatMap((n) => address.maybeText(`address_line_${n}`)?.trim().slice(0, 200) ?? []);
  const told = {
    lines: lines.length > 0 ? lines : undefined,
    postalCode: address.maybeText('postal_code')?.slice(0, 20),
    city: address.maybeText('locality')?.slice(0, 200),
    region: address.maybeText('administrative_district_level_1')?.slice(0, 200),
  };
  const kept = Object.entries({ ...told, country }).filter(([, value]) => value !== undefined);
  return told.lines || told.postalCode || told.city ? Object.fromEntries(kept) : undefined;
}

/** `ZZ` is Square's for an unknown one. */
const countryOf = (address: Payload | undefined): string | undefined => {
  const code = address?.maybeText('country');
  return code && /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? code : undefined;
};
