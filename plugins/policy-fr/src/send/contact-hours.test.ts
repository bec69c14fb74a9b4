import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SendCandidate } from '@chaland/core';
import type { Settings } from '../settings.ts';
import { byTheClock } from './contact-hours.ts';

const settings: Settings = {
  textsFrom: '08:00',
  textsUntil: '20:00',
  localHolidays: true,
  textChannels: ['sms', 'rcs'],
  callChannels: ['call', 'phone'],
};
const text = (overrides: Partial<SendCandidate> = {}): SendCandidate => ({
  messageId: 'm',
  customerId: 'c',
  channel: 'sms',
  purpose: 'marketing',
  marketing: true,
  brand: null,
  contactPoint: { kind: 'phone', value: '+33612345678' },
  // A Sunday morning.
  at: new Date('2026-03-08T10:00:00+01:00'),
  timeZone: 'Europe/Paris',
  country: 'FR',
  postalCode: '75011',
  ...overrides,
});

describe('contact hours', () => {
  test('advertising by text waits for Monday at eight', () => {
    assert.deepEqual(byTheClock(text(), settings), {
      allow: false,
      code: 'contact-hours',
      until: new Date('2026-03-09T08:00:00+01:00'),
    });
    assert.deepEqual(byTheClock(text({ channel: 'rcs' }), settings).allow, false);
  });

  test('what is no advertising leaves at any hour', () => {
    assert.deepEqual(byTheClock(text({ marketing: false, purpose: 'delivery' }), settings), { allow: true });
  });

  test('e-mail leaves at any hour', () => {
    const contactPoint = { kind: 'email', value: 'ana@example.com' };
    assert.deepEqual(byTheClock(text({ channel: 'email', contactPoint }), settings), { allow: true });
  });

  test('French hours are nobody’s abroad', () => {
    assert.deepEqual(byTheClock(text({ country: 'BE', postalCode: '1000' }), settings), { allow: true });
  });

  test('most retailers stop at eight, and may go on until ten', () => {
    const at = new Date('2026-03-09T21:00:00+01:00');
    assert.equal(byTheClock(text({ at }), settings).allow, false);
    assert.equal(byTheClock(text({ at }), { ...settings, textsUntil: '22:00' }).allow, true);
  });

  test('a phone of La Réunion goes by the clocks there, where no address is known', () => {
    const at = new Date('2026-03-09T17:00:00Z');
    const phone = { kind: 'phone', value: '+262692123456' };
    assert.deepEqual(byTheClock(text({ at, postalCode: null, contactPoint: phone }), settings), {
      allow: false,
      code: 'contact-hours',
      until: new Date('2026-03-10T08:00:00+04:00'),
    });
    assert.equal(byTheClock(text({ at, postalCode: null }), settings).allow, true);
  });

  test('local holidays count unless the retailer says no', () => {
    const at = new Date('2026-04-03T12:00:00+02:00');
    const inStrasbourg = text({ at, postalCode: '67000' });
    assert.equal(byTheClock(inStrasbourg, settings).allow, false);
    assert.equal(byTheClock(inStrasbourg, { ...settings, localHolidays: false }).allow, true);
  });
});
