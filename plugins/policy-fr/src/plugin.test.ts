import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { channel, definePlugin, momentType, Type } from '@chaland/core';
import { startTestChaland, type TestChaland } from '@chaland/core/testing';
import policyFr from './plugin.ts';

/** Whom, by customer. */
const called: string[] = [];

/** Texts and calls that only note when they were made, and a visit. */
const phones = definePlugin({
  id: 'phones',
  version: '1.0.0',
  title: { en: 'Phones', fr: 'Téléphones' },
  requires: { api: '^1.0' },
  contributes: [
    momentType({
      type: 'called-by',
      version: 1,
      stage: 'entry',
      title: { en: 'Visit', fr: 'Visite' },
      schema: Type.Object({}),
      summary: () => 'came',
    }),
    ...['sms', 'phone'].map((id) =>
      channel({
        id,
        title: { en: id, fr: id },
        args: Type.Object({ text: Type.String() }),
        contact: 'phone',
        async send({ customerId }) {
          called.push(customerId);
          return {};
        },
      }),
    ),
  ],
});

describe('messages in France', () => {
  let app: TestChaland;
  let asked = 0;

  before(async () => {
    app = await startTestChaland({ plugins: [phones, policyFr] });
    await app.consents.purposes.create({
      code: 'club',
      title: { en: 'Club', fr: 'Club' },
      description: { en: 'News of the club', fr: 'Nouvelles du club' },
      legalBasis: 'legitimate_interest',
      marketing: true,
      softOptIn: false,
      isolated: false,
    });
  });
  after(() => app.close());

  /** Somebody with a phone, who agreed to texts and calls. */
  async function customer(value: string, postalCode: string): Promise<string> {
    const fate = await app.moments.recordOne({
      id: value,
      source: 'till',
      type: 'called-by',
      time: app.clock.now().toISOString(),
      customer: {
        id: value,
        identifiers: [{ kind: 'phone', value }],
        attributes: { address: { postalCode, country: 'FR' } },
      },
      data: {},
    });
    assert.ok('customer' in fate && fate.customer);
    for (const by of ['sms', 'phone']) {
      const [{ fate: recorded } = { fate: 'rejected' }] = await app.consents.record([
        {
          id: `${value} ${by}`,
          source: 'till',
          customerId: fate.customer,
          state: 'granted',
          purpose: 'marketing',
          channel: by,
          contactPoint: { kind: 'phone', value },
        },
      ]);
      assert.equal(recorded, 'recorded');
    }
    return fate.customer;
  }

  async function send(to: string, by: 'sms' | 'phone', purpose = 'marketing'): Promise<string> {
    const [fate] = await app.contextOf('phones').messages.request([
      {
        key: `ask-${++asked}`,
        customer: to,
        channel: by,
        purpose,
        content: { text: 'Bonjour' },
        expiresAt: new Date(app.clock.now().getTime() + 60 * 86_400_000),
      },
    ]);
    assert.equal(fate?.fate, 'requested');
    await app.drain();
    return fate.id;
  }

  const stateOf = async (id: string) => {
    const [row] = await app.db.query<{ state: string; code: string | null; due: Date }>(
      'select state, code, due_at as due from chaland.message where id = $1',
      [id],
    );
    return row!;
  };

  test('a text on Sunday waits for Monday at eight, to the moment', async () => {
    app.clock.set('2026-03-08T10:00:00+01:00');
    const ana = await customer('+33612345601', '75011');
    const id = await send(ana, 'sms');
    const monday = new Date('2026-03-09T08:00:00+01:00');
    assert.deepEqual(await stateOf(id), { state: 'requested', code: 'contact-hours', due: monday });
    app.clock.set(new Date(monday.getTime() - 1));
    await app.drain();
    assert.equal((await stateOf(id)).state, 'requested');
    app.clock.set(monday);
    await app.drain();
    assert.equal((await stateOf(id)).state, 'sent');
  });

  test('what is said of an order leaves on a Sunday', async () => {
    app.clock.set('2026-03-15T10:00:00+01:00');
    const leo = await customer('+33612345602', '75011');
    assert.equal((await stateOf(await send(leo, 'sms', 'service'))).state, 'sent');
  });

  test('in Martinique the day begins when it does there', async () => {
    app.clock.set('2026-03-17T10:00:00+01:00');
    const zoe = await customer('+596696123456', '97200');
    const { due } = await stateOf(await send(zoe, 'sms'));
    assert.equal(due.toISOString(), '2026-03-17T12:00:00.000Z');
  });

  test('since 11 August 2026 who did not say yes to calls is not called', async () => {
    app.clock.set('2026-08-10T11:00:00+02:00');
    const tom = await customer('+33612345603', '31000');
    assert.equal(
      (await stateOf(await send(tom, 'phone', 'club'))).state,
      'sent',
      'nobody objected, the day before',
    );
    app.clock.set('2026-08-11T11:00:00+02:00');
    const { state, code } = await stateOf(await send(tom, 'phone', 'club'));
    assert.deepEqual({ state, code }, { state: 'refused', code: 'call-consent' });
    assert.equal((await stateOf(await send(tom, 'phone'))).state, 'sent', 'who said yes is');
    assert.equal((await stateOf(await send(tom, 'sms', 'club'))).state, 'sent', 'a text is no call');
  });

  test('a fifth call waits for its day, and for its hour', async () => {
    const max = await customer('+33612345604', '69001');
    for (const day of ['2026-09-02', '2026-09-09', '2026-09-16', '2026-09-23']) {
      app.clock.set(`${day}T11:00:00+02:00`);
      assert.equal((await stateOf(await send(max, 'phone'))).state, 'sent');
    }
    app.clock.set('2026-09-24T11:00:00+02:00');
    const fifth = await stateOf(await send(max, 'phone'));
    assert.equal(fifth.state, 'requested');
    assert.equal(fifth.code, 'call-frequency');
    assert.equal(fifth.due.toISOString(), new Date('2026-10-02T10:00:00+02:00').toISOString());
  });

  test('of five calls that are asked for at once four are made', async () => {
    app.clock.set('2026-11-03T11:00:00+01:00');
    const eva = await customer('+33612345605', '13001');
    await app.contextOf('phones').messages.request(
      [1, 2, 3, 4, 5].map((n) => ({
        key: `eva-${n}`,
        customer: eva,
        channel: 'phone',
        purpose: 'marketing',
        content: { text: 'Bonjour' },
      })),
    );
    await app.drain();
    assert.equal(called.filter((id) => id === eva).length, 4);
  });

  test('the rules in force on a day are listed with their sources', async () => {
    const on = async (day: string) => {
      const { body } = await app.get(`/api/x/policy-fr/rules?on=${day}`);
      return new Map(
        (body.rules as { kind: string; rule: unknown; sources: { reference: string }[] }[]).map((rule) => [
          rule.kind,
          rule,
        ]),
      );
    };
    assert.equal((await on('2026-08-10')).get('call-consent')?.rule, 'opt-out');
    const after = (await on('2026-08-11')).get('call-consent');
    assert.equal(after?.rule, 'opt-in');
    assert.match(after!.sources[0]!.reference, /loi n° 2025-594/);
    assert.equal((await on('2023-02-28')).has('call-hours'), false);
    assert.equal((await on('2023-03-01')).has('call-hours'), true);
  });
});
