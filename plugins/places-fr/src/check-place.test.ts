import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { definePlugin, momentType, Type } from '@chaland/core';
import { startTestChaland } from '@chaland/core/testing';
import { checkPlace } from './check-place.ts';
import placesFr from './plugin.ts';

const cases: [postalCode: string, city: string, result: string, suggestion?: object][] = [
  ['75012', 'Paris', 'valid'],
  ['75012', 'PARIS 12', 'valid'],
  ['75116', 'Paris 16e', 'valid'],
  ['69003', 'Lyon 3e Arrondissement', 'valid'],
  ['13001', 'marseille', 'valid', { city: 'Marseille' }],
  ['42000', 'Saint-Étienne', 'valid'],
  ['42000', 'ST ETIENNE', 'valid', { city: 'Saint-Étienne' }],
  ['94240', "L'HAY LES ROSES", 'valid', { city: 'L’Haÿ-les-Roses' }],
  ['71100', 'CHALON S/ SAONE', 'valid', { city: 'Chalon-sur-Saône' }],
  ['97400', 'Saint-Denis', 'valid'],
  ['97139', 'LES ABYMES', 'valid', { city: 'Les Abymes' }],
  ['20000', 'Ajaccio', 'valid'],
  ['20200', 'Bastia', 'valid'],
  ['01300', 'Arbignieu', 'valid'],
  ['75008', 'PARIS CEDEX 08', 'valid'],
  ['75380', 'PARIS CEDEX 08', 'unknown'],
  ['75380', 'Paris', 'unknown'],
  ['00000', 'Nulle Part', 'unknown'],
  ['33000', 'Bordeau', 'mismatch', { postalCode: '33000', city: 'Bordeaux' }],
  ['33000', 'Lyon', 'mismatch'],
  ['35000', 'Strasbourg', 'mismatch'],
  ['38000', 'Le Mans', 'mismatch'],
  ['99999', 'Brest', 'mismatch'],
  ['44000', 'Xyzville', 'mismatch', { postalCode: '44000', city: 'Nantes' }],
];

for (const [postalCode, city, result, suggestion] of cases) {
  test(`${postalCode} ${city} is ${result}`, () => {
    const check = checkPlace({ postalCode, city, country: 'FR' });
    assert.equal(check.result, result, JSON.stringify(check));
    if (suggestion) {
      assert.deepEqual(JSON.parse(JSON.stringify(check.suggestion).replaceAll("'", '’')), suggestion);
    }
  });
}

test('what is missing is unknown', () => {
  assert.deepEqual(checkPlace({ postalCode: '75001', country: 'FR' }), { result: 'unknown' });
  assert.deepEqual(checkPlace({ city: 'Paris', country: 'FR' }), { result: 'unknown' });
});

/** Never part of the repository. */
const shared = join(
  process.env.CHALAND_DATA ?? new URL('../../../../shared/data', import.meta.url).pathname,
  'fr/communes_codes_postaux.csv.gz',
);
test('every commune of the list is valid as the post writes it, without accents and hyphens', {
  skip: existsSync(shared) ? false : 'no list of communes beside the checkout',
}, () => {
  const lines = gunzipSync(readFileSync(shared)).toString('utf8').trim().split(/\r?\n/).slice(1);
  const wrong = lines.filter((line) => {
    const [, name = '', , , , postalCode = ''] = line.split(',');
    const posted = name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/['-]/g, ' ')
      .replaceAll(/\bSainte /g, 'Ste ')
      .replaceAll(/\bSaint /g, 'St ')
      .toUpperCase();
    return postalCode !== '' && checkPlace({ postalCode, city: posted, country: 'FR' }).result !== 'valid';
  });
  assert.ok(lines.length > 30_000);
  assert.deepEqual(wrong, []);
});

const visits = definePlugin({
  id: 'visits',
  version: '1.0.0',
  title: { en: 'Visits', fr: 'Visites' },
  requires: { api: '^1.0' },
  contributes: [
    momentType({
      type: 'visit',
      version: 1,
      stage: 'entry',
      title: { en: 'Visit', fr: 'Visite' },
      schema: Type.Object({}),
      summary: () => 'Came in',
    }),
  ],
});

test('an address is shown with what the list makes of it, and stays as it was said', async () => {
  await using app = await startTestChaland({ plugins: [visits, placesFr] });
  const address = { lines: ['1 rue X'], postalCode: '33 000', city: 'BORDEAU' };
  const fate = await app.moments.recordOne({
    id: 'v-1',
    source: 'till',
    type: 'visit',
    time: app.clock.now().toISOString(),
    customer: { id: '1', attributes: { address } },
    data: {},
  });
  assert.ok('customer' in fate && fate.customer, JSON.stringify(fate));
  const { body } = await app.get(`/api/customers/${fate.customer}/attributes`);
  const [found] = body.items;
  assert.deepEqual(found.value, { ...address, postalCode: '33000', city: 'Bordeau' });
  assert.deepEqual(found.raw, address);
  assert.deepEqual(found.check, {
    result: 'mismatch',
    suggestion: { postalCode: '33000', city: 'Bordeaux' },
  });
});
