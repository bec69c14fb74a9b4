import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language, MomentType, MomentTypes, Static } from '@chaland/core';
import { startTestChaland } from '@chaland/core/testing';
import type { QuoteRequest, ZoneDwell } from '../contract.ts';
import journey from '../plugin.ts';
import type { appointmentCancelledSchema, appointmentSchema, appointmentTimeSchema } from './appointment.ts';
import type { pickupSchema } from './pickup.ts';
import type { productTestSchema } from './product-test.ts';
import { quoteRequest, type quoteRequestSchema } from './quote-request.ts';
import type { scanSchema } from './scan.ts';
import type { visitCountSchema } from './visit-count.ts';
import { zoneDwell, type zoneDwellSchema } from './zone-dwell.ts';

const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('the contract says the same as the schemas of what is counted, noticed, booked and collected', () => {
  const count = (data: Static<typeof visitCountSchema>): MomentTypes['visit.count'] => data;
  const dwell = (data: Static<typeof zoneDwellSchema>): MomentTypes['zone.dwell'] => data;
  const scanned = (data: Static<typeof scanSchema>): MomentTypes['scan'] => data;
  const tested = (data: Static<typeof productTestSchema>): MomentTypes['product.test'] => data;
  const quoted = (data: Static<typeof quoteRequestSchema>): MomentTypes['quote.request'] => data;
  const booked = (data: Static<typeof appointmentTimeSchema>): MomentTypes['appointment.booked'] => data;
  const cancelled = (data: Static<typeof appointmentCancelledSchema>): MomentTypes['appointment.cancelled'] =>
    data;
  const kept = (data: Static<typeof appointmentSchema>): MomentTypes['appointment.kept'] => data;
  const collected = (data: Static<typeof pickupSchema>): MomentTypes['pickup'] => data;
  for (const same of [count, dwell, scanned, tested, quoted, booked, cancelled, kept, collected]) {
    assert.equal(typeof same, 'function');
  }
});

const words: Record<string, Record<Language, string>> = {
  'visit.count': { en: '42 entries in 60 min', fr: '42 entrées en 60 min' },
  'zone.dwell': { en: 'Zone “shoes”, 6 min', fr: 'Espace « shoes », 6 min' },
  scan: { en: 'Scanned Crème de jour', fr: 'Scan : Crème de jour' },
  'product.test': { en: 'Tested Eau de parfum, 5 min', fr: 'Essai : Eau de parfum, 5 min' },
  'quote.request': {
    en: 'Quote request for Cuisine, €1,250.00',
    fr: 'Demande de devis : Cuisine, 1 250,00 €',
  },
  'appointment.booked': {
    en: 'Appointment booked for 4 March at 15:30 (Lunettes)',
    fr: 'Rendez-vous pris pour le 4 mars à 15:30 (Lunettes)',
  },
  'appointment.changed': {
    en: 'Appointment moved to 4 March at 15:30 (Lunettes)',
    fr: 'Rendez-vous déplacé au 4 mars à 15:30 (Lunettes)',
  },
  'appointment.cancelled': {
    en: 'Appointment cancelled by the customer',
    fr: 'Rendez-vous annulé par le client',
  },
  'appointment.kept': { en: 'Came to the appointment', fr: 'Venu à son rendez-vous' },
  'appointment.missed': { en: 'Did not come to the appointment', fr: 'Absent à son rendez-vous' },
  pickup: { en: 'Pickup of W-1001, 4 min', fr: 'Retrait : W-1001, 4 min' },
};

test('each type takes its sample, and says it in both languages', async () => {
  await using app = await startTestChaland({ plugins: [journey] });
  for (const [name, said] of Object.entries(words)) {
    const type = app.moments.types.get(name)!;
    assert.equal(type.validate(structuredClone(type.sample)), undefined, name);
    assert.deepEqual(type.check?.(type.sample) ?? [], [], name);
    for (const language of ['en', 'fr'] as const) {
      assert.equal(spaced(type.summary(type.sample, language)), said[language]);
    }
  }
});

test('a quote has its value in a currency that exists', () => {
  const { check } = quoteRequest.value as MomentType<QuoteRequest>;
  const pointers = (data: QuoteRequest) => check!(data).map(({ pointer }) => pointer);
  assert.deepEqual(pointers({ value: 100 }), ['/currency']);
  assert.deepEqual(pointers({ value: 100, currency: 'EUX' }), ['/currency']);
  assert.deepEqual(pointers({ currency: 'EUR', value: 100 }), []);
});

test('of a stay in a zone, where and how long is all that outlives its person', () => {
  const { erase } = zoneDwell.value as MomentType<ZoneDwell>;
  assert.deepEqual((erase as (data: ZoneDwell) => ZoneDwell)(zoneDwell.value.sample as ZoneDwell), {
    zone: 'shoes',
    seconds: 340,
  });
});

test('who was only noticed or counted, or did not come, was not in contact', async () => {
  await using app = await startTestChaland({ plugins: [journey] });
  const without = app.moments.types.all().filter(({ contact }) => contact === false);
  assert.deepEqual(
    without
      .map(({ type }) => type)
      .filter((type) => type in words)
      .sort(),
    ['appointment.missed', 'visit.count', 'zone.dwell'],
  );
});
