import { type BroughtRecords, type Payload, type Text, usableIdentifiers } from '@chaland/core';
import type { ShopifyArgs } from '../args/schema.ts';
import { word } from '../read/ids.ts';

type Consent = NonNullable<BroughtRecords['consents']>[number];

/** What Shopify's states mean. Pending waits for the second click, and whoever never subscribed said nothing. */
const states: Record<string, Consent['state']> = { subscribed: 'granted', unsubscribed: 'withdrawn' };

export interface Said {
  customer: string;
  channel: 'email' | 'sms';
  /** Where it is for: the address or the number. */
  contact: string | undefined;
  /** `{ state, opt_in_level, consent_updated_at, consent_collected_from }` */
  consent: Payload;
  /** For a withdrawal that has no time of its own: it counts all the same. */
  told: string;
}

export interface ConsentContext {
  args: Pick<ShopifyArgs, 'consent'>;
  /** ISO 3166-1 alpha-2: what phone numbers without a country are read with. */
  country: string;
}

/** A subscription as a consent, with its time and how it was said; or why it is none. */
export function consentOf(
  { customer, channel, contact, consent, told }: Said,
  {
    args: {
      consent: { purpose, brand, notice, language },
    },
    country,
  }: ConsentContext,
): { consent: Consent } | { ignored: Text } {
  const said = word(consent, 'state') ?? 'none';
  const state = states[said];
  if (!state)
    return {
      ignored: {
        en: `${channel} marketing: ${said.replaceAll('_', ' ')}, which is neither a yes nor a no`,
        fr: `marketing par ${channel} : ${said.replaceAll('_', ' ')}, ce qui n’est ni un oui ni un non`,
      },
    };
  const kind = channel === 'email' ? 'email' : 'phone';
  const [contactPoint] = usableIdentifiers([{ kind, value: contact }], country);
  if (!contactPoint) {
    return {
      ignored: {
        en: `${channel} marketing: ${said}, for a contact point that is none`,
        fr: `marketing par ${channel} : ${said}, pour une coordonnée qui n’en est pas une`,
      },
    };
  }
  const since = consent.maybeTime('consent_updated_at');
  // A yes that nobody knows the day of can't be proved; a no is heeded.
  if (!since && state === 'granted')
    return {
      ignored: {
        en: `${channel} marketing: subscribed, and Shopify doesn't say when`,
        fr: `marketing par ${channel} : abonné, et Shopify ne dit pas depuis quand`,
      },
    };
  const time = since ?? told;
  const level = word(consent, 'opt_in_level');
  const from = word(consent, 'consent_collected_from');
  return {
    consent: {
      id: `consent/${channel}/${customer}/${said}/${time}`,
      customer: { id: customer },
      state,
      purpose,
      ...(brand === undefined ? {} : { brand }),
      channel,
      contactPoint: { kind, value: contactPoint.value },
      ...(state === 'granted' && notice !== undefined
        ? { notice: { code: notice, language: language ?? 'fr' } }
        : {}),
      method: level === 'confirmed_opt_in' ? 'double-opt-in' : 'web-shop',
      time,
      evidence: {
        told: `Shopify: ${said}`,
        ...(level ? { optInLevel: level } : {}),
        ...(from ? { collectedFrom: from } : {}),
      },
    },
  };
}
