import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withAttributes } from './attributes.ts';
import { fold } from './fold.ts';
import { goldenRecord } from './golden-record.ts';
import { rulesOf } from './testing/rules.ts';

const rules = rulesOf();
const nothing = { attributes: {}, since: {} };
const profile = (
  id: string,
  ...said: Parameters<typeof withAttributes> extends [unknown, ...infer Rest] ? Rest[] : never
) => ({
  id,
  source: id,
  verified: false,
  ...said.reduce((known, [attributes, at]) => withAttributes(known, attributes, at), nothing),
});

test('of each attribute the value that a source changed last wins', () => {
  const till = profile(
    'a',
    [{ firstName: 'Ann', lastName: 'Martin' }, '2026-01-01'],
    [{ firstName: 'Anne' }, '2026-01-03'],
  );
  const web = profile('b', [{ firstName: 'Annie', lastName: 'Durand' }, '2026-01-02']);
  assert.deepEqual(goldenRecord([till, web], rules).attributes, { firstName: 'Anne', lastName: 'Durand' });
  assert.deepEqual(goldenRecord([web, till], rules).attributes, { firstName: 'Anne', lastName: 'Durand' });
});

test('a source that repeats its old copy does not beat a newer correction from elsewhere', () => {
  const till = profile('a', [{ lastName: 'Martin' }, '2026-01-01'], [{ lastName: 'Martin' }, '2026-01-09']);
  const web = profile('b', [{ lastName: 'Durand' }, '2026-01-05']);
  assert.equal(goldenRecord([till, web], rules).attributes.lastName, 'Durand');
});

test('a moment that arrives late changes nothing that was said after it', () => {
  const late = profile('a', [{ lastName: 'Durand' }, '2026-01-05'], [{ lastName: 'Martin' }, '2026-01-01']);
  assert.equal(goldenRecord([late], rules).attributes.lastName, 'Durand');
});

test("the retailer's own attributes are chosen one by one", () => {
  const till = profile('a', [{ custom: { size: 38, vip: true } }, '2026-01-01']);
  const web = profile('b', [{ custom: { size: 40 } }, '2026-01-02']);
  assert.deepEqual(goldenRecord([till, web], rules).attributes, { custom: { size: 40, vip: true } });
});

test('a customer is shown by their name, or their company', () => {
  const named = (attributes: Parameters<typeof withAttributes>[1]) =>
    goldenRecord([profile('a', [attributes, '2026-01-01'])], rules);
  assert.equal(named({ firstName: 'Élodie', lastName: 'Le Gœff' }).displayName, 'Élodie Le Gœff');
  assert.equal(named({ firstName: 'Élodie', lastName: 'Le Gœff' }).searchName, 'elodie le goeff');
  assert.equal(named({ company: 'Été SA' }).displayName, 'Été SA');
  assert.equal(named({ lastName: 'Roy', company: 'Été SA' }).searchName, 'roy ete sa');
  assert.deepEqual(named({}), { attributes: {}, displayName: null, searchName: null });
});

test('names are searched without accents, case and odd spaces', () => {
  assert.equal(fold('  ÀÉÎÕÜ  Straße\tØ '), 'aeiou strasse o');
});
