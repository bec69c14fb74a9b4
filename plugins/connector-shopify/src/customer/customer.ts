import type { Brought, MapContext, Payload } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';
import { bareId, idOf } from '../read/ids.ts';
import { consentOf, type Said } from './consent.ts';
import { emailOf, phoneOf, profileOf } from './profile.ts';

type Context = MapContext<ShopifyArgs>;

/** A customer's record: who they are, and what they said to marketing, where it tells. */
export function customerOf(customer: Payload, { args, locale: { country } }: Context): Brought {
  const profile = profileOf(customer, country);
  const said = saidBy(customer, profile.time);
  const consents = said.flatMap((one) => {
    const read = consentOf(one, { args, country });
    return 'consent' in read ? [read.consent] : [];
  });
  return { profiles: [profile], ...(consents.length > 0 ? { consents } : {}) };
}

/** The API has a consent with the address or number that it is for; older webhooks beside it. */
function saidBy(customer: Payload, told: string): Said[] {
  const id = idOf(customer);
  const of = (channel: Said['channel'], path: string, contact: string | undefined): Said[] => {
    const consent = customer.maybeObject(path);
    return consent ? [{ customer: id, channel, contact, consent, told }] : [];
  };
  return [
    ...of('email', 'default_email_address', emailOf(customer)),
    ...of('email', 'email_marketing_consent', emailOf(customer)),
    ...of('sms', 'default_phone_number', phoneOf(customer)),
    ...of('sms', 'sms_marketing_consent', phoneOf(customer)),
  ];
}

/** `customers_email_marketing_consent/update`. */
export const emailConsentOf = (body: Payload, told: string, context: Context): Brought =>
  broughtBy(
    {
      customer: bareId(body.text('customer_id')),
      channel: 'email',
      contact: body.maybeText('email_address'),
      consent: body.object('email_marketing_consent'),
      told,
    },
    context,
  );

/** `customers_marketing_consent/update`: it is about text messages. */
export const smsConsentOf = (body: Payload, told: string, context: Context): Brought =>
  broughtBy(
    {
      customer: idOf(body),
      channel: 'sms',
      contact: body.maybeText('phone'),
      consent: body.object('sms_marketing_consent'),
      told,
    },
    context,
  );

function broughtBy(said: Said, { args, locale: { country } }: Context): Brought {
  const read = consentOf(said, { args, country });
  return 'consent' in read ? { consents: [read.consent] } : read;
}
