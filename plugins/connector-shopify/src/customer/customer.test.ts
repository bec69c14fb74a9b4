import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customerRow } from '../testing/graphql-shape.ts';
import { brought, mapped } from '../testing/mapped.ts';
import { aCustomer, anOrder, type Json } from '../testing/order.ts';

const profileOf = (customer: Json, topic = 'customers/update') => brought(topic, customer).profiles![0]!;

test('a customer’s record is a profile since it was changed', () => {
  assert.deepEqual(profileOf(aCustomer({ phone: '+33600000001' })), {
    id: '9001',
    identifiers: [
      { kind: 'email', value: 'simulated.9001@example.org', verified: true },
      { kind: 'phone', value: '+33600000001' },
    ],
    attributes: {
      firstName: 'Simulated',
      lastName: 'Buyer',
      company: null,
      address: { lines: ['1 rue Simulée'], postalCode: '69001', city: 'Lyon', country: 'FR' },
    },
    time: '2026-02-02T09:16:00.000Z',
  });
});

test('an address counts as proven only for who has an account', () => {
  for (const over of [{ state: 'disabled' }, { state: 'invited' }, { verified_email: false }]) {
    assert.equal(profileOf(aCustomer(over)).identifiers![0]!.verified, false);
  }
});

test('what is gone is told as gone, and what is no phone number is left out', () => {
  const { attributes, identifiers } = profileOf(
    aCustomer({ last_name: null, default_address: null, phone: '(555) 555-5555', email: null }),
  );
  assert.deepEqual(attributes, { firstName: 'Simulated', lastName: null, company: null, address: null });
  assert.deepEqual(identifiers, []);
});

test('a number with more digits than JavaScript counts is kept whole', () => {
  const id = JSON.parse('"820982911946154508"') as string;
  const { admin_graphql_api_id: _, ...customer } = aCustomer();
  assert.equal(profileOf({ ...customer, id }).id, id);
});

test('an order tells its customer too, where Shopify says since when', () => {
  assert.equal(brought('orders/paid', anOrder()).profiles?.[0]?.time, '2026-02-02T09:16:00.000Z');
  assert.equal(
    brought('orders/paid', anOrder({ customer: aCustomer({ updated_at: null }) })).profiles,
    undefined,
  );
});

test('a customer from the API is the same profile as the one from a webhook', () => {
  const customer = aCustomer({ phone: '+33600000001' });
  for (const topic of ['history/customers', 'pull/customers']) {
    assert.deepEqual(profileOf(customerRow(customer), topic), profileOf(customer));
  }
});

const said = (state: string, over: Json = {}) => ({
  state,
  opt_in_level: 'single_opt_in',
  consent_updated_at: '2026-02-01T09:00:00+01:00',
  ...over,
});
const emailSaid = (consent: Json) =>
  mapped('customers_email_marketing_consent/update', {
    customer_id: 9001,
    email_address: 'simulated.9001@example.org',
    email_marketing_consent: consent,
  });
const smsSaid = (consent: Json) =>
  mapped('customers_marketing_consent/update', {
    id: 9001,
    phone: '+33600000001',
    sms_marketing_consent: consent,
  });

test('a subscription is a grant for its address, with its time and how it was said', () => {
  assert.deepEqual(emailSaid(said('subscribed', { opt_in_level: 'confirmed_opt_in' })), {
    consents: [
      {
        id: 'consent/email/9001/subscribed/2026-02-01T08:00:00.000Z',
        customer: { id: '9001' },
        state: 'granted',
        purpose: 'marketing',
        channel: 'email',
        contactPoint: { kind: 'email', value: 'simulated.9001@example.org' },
        method: 'double-opt-in',
        time: '2026-02-01T08:00:00.000Z',
        evidence: { told: 'Shopify: subscribed', optInLevel: 'confirmed_opt_in' },
      },
    ],
  });
});

test('texts are a channel of their own', () => {
  const brought = smsSaid(said('unsubscribed', { consent_collected_from: 'OTHER' }));
  const [consent] = 'consents' in brought ? brought.consents! : [];
  assert.deepEqual(
    [consent?.state, consent?.channel, consent?.contactPoint, consent?.evidence],
    [
      'withdrawn',
      'sms',
      { kind: 'phone', value: '+33600000001' },
      { told: 'Shopify: unsubscribed', optInLevel: 'single_opt_in', collectedFrom: 'other' },
    ],
  );
});

test('a pending double opt-in is no grant, and who never subscribed said nothing', () => {
  for (const state of ['pending', 'not_subscribed', 'invalid', 'redacted']) {
    const word = state.replaceAll('_', ' ');
    assert.deepEqual(emailSaid(said(state)), {
      ignored: {
        en: `email marketing: ${word}, which is neither a yes nor a no`,
        fr: `marketing par email : ${word}, ce qui n’est ni un oui ni un non`,
      },
    });
  }
});

test('a yes without a day proves nothing; a no counts from when it was told', () => {
  const undated = { consent_updated_at: null };
  assert('ignored' in emailSaid(said('subscribed', undated)));
  const no = emailSaid(said('unsubscribed', undated));
  assert.equal('consents' in no && no.consents![0]!.time, '2026-02-10T08:00:00.123Z');
});

test('the retailer says what a subscription is for, and what was read', () => {
  const [consent] = brought(
    'customers_email_marketing_consent/update',
    {
      customer_id: 9001,
      email_address: 'simulated.9001@example.org',
      email_marketing_consent: said('subscribed'),
    },
    { consent: { purpose: 'newsletter', brand: 'maison', notice: 'checkout', language: 'fr' } },
  ).consents!;
  assert.deepEqual(
    [consent!.purpose, consent!.brand, consent!.notice],
    ['newsletter', 'maison', { code: 'checkout', language: 'fr' }],
  );
});

test('what the API says of marketing is the same as what the webhook says', () => {
  const email = said('subscribed');
  const sms = said('unsubscribed', { consent_collected_from: 'OTHER' });
  const row = customerRow(aCustomer({ phone: '+33600000001' }), { email, sms });
  const hooked = [emailSaid(email), smsSaid(sms)].flatMap((one) => ('consents' in one ? one.consents! : []));
  assert.deepEqual(brought('history/customers', row).consents, hooked);
});
