import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CustomerInput } from '../../moment/moment.ts';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { come } from '../testing/people.ts';

onBothDatabases((on) => {
  let app: TestChaland;
  before(async () => {
    const survivorship = {
      attributes: [
        { attribute: 'lastName', rule: 'verified-first' },
        { attribute: 'address', rule: 'most-complete' },
      ],
    };
    app = await startTestChaland({
      on,
      plugins: [visits],
      settings: { core: { identity: { survivorship } } },
    });
    await app.stores.put({ code: 'BRU', name: 'Bruxelles', country: 'BE', timeZone: 'Europe/Brussels' });
  });
  after(() => app.close());

  const said = (source: string, card: string, customer: CustomerInput, store?: string) => {
    app.clock.advance({ minutes: 1 });
    const { identifiers = [], ...rest } = customer;
    const known = [{ kind: 'loyalty_card', value: card }, ...identifiers];
    const time = app.clock.now().toISOString();
    return come(app, { id: `${source}-${card}`, identifiers: known, ...rest }, { source, time, store });
  };
  const attributesOf = async (id: string) => (await app.get(`/api/customers/${id}`)).body.attributes;

  test('somebody who is verified later wins from then on, though nothing else was told', async () => {
    const id = await said('web', 'V1', { attributes: { lastName: 'Durand' } });
    await said('till', 'V1', { attributes: { lastName: 'Martin' } });
    assert.equal((await attributesOf(id)).lastName, 'Martin');
    await said('web', 'V1', { identifiers: [{ kind: 'email', value: 'd@example.com', verified: true }] });
    assert.equal((await attributesOf(id)).lastName, 'Durand');
    await said('till', 'V1', { attributes: { lastName: 'Martine' } });
    assert.equal((await attributesOf(id)).lastName, 'Durand');
  });

  test('a new profile that is verified wins from its first moment, also in the batch of another', async () => {
    const id = await said('till', 'V2', { attributes: { lastName: 'Martin' } });
    await said('app', 'V2', {
      identifiers: [{ kind: 'email', value: 'v2@example.com', verified: true }],
      attributes: { lastName: 'Durand' },
    });
    await said('till', 'V2', { attributes: { lastName: 'Martine' } });
    assert.equal((await attributesOf(id)).lastName, 'Durand');
  });

  test('the record has normal forms, and the profile what was said', async () => {
    const attributes = {
      firstName: 'JEAN-PIERRE',
      lastName: 'DE LA TOUR',
      birthDate: '31/01/1980',
      address: { lines: ['3 rue X', '69001 LYON'] },
    };
    const id = await said('till', 'N1', { attributes });
    const { body } = await app.get(`/api/customers/${id}`);
    assert.deepEqual(body.attributes, {
      firstName: 'Jean-Pierre',
      lastName: 'de La Tour',
      birthDate: '1980-01-31',
      address: { lines: ['3 rue X'], postalCode: '69001', city: 'Lyon' },
    });
    assert.equal(body.displayName, 'Jean-Pierre de La Tour');
    assert.deepEqual(body.profiles[0].attributes, attributes);
  });

  test("an address without a country is of its store's", async () => {
    const address = { postalCode: '1000', city: 'BRUXELLES' };
    const here = await said('till', 'B1', { attributes: { address } });
    assert.equal((await attributesOf(here)).address.postalCode, '01000');
    const there = await said('till', 'B2', { attributes: { address } }, 'BRU');
    assert.deepEqual((await attributesOf(there)).address, {
      postalCode: '1000',
      city: 'Bruxelles',
      country: 'BE',
    });
  });

  test('a birth date that cannot be is refused with its place', async () => {
    const fate = await app.moments.recordOne({
      id: 'impossible',
      source: 'till',
      type: 'visit',
      time: app.clock.now().toISOString(),
      customer: { id: 'x', attributes: { birthDate: '31/02/1980' } },
      data: {},
    });
    assert.deepEqual(fate.fate === 'rejected' && [fate.problem.pointer, fate.problem.detail], [
      '/customer/attributes/birthDate',
      'is no day of the calendar',
    ]);
  });
});
