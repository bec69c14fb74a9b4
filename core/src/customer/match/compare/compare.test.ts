import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes } from '../../attributes.ts';
import { toMatchRecord } from '../record.ts';
import { compareRecords, levelCount } from './compare.ts';
import { type AttributeName, attributeNames, implied, levelsOf, missing } from './levels.ts';

interface Person extends Attributes {
  emails?: string[];
  phones?: string[];
}

const recordOf = ({ emails = [], phones = [], ...attributes }: Person) =>
  toMatchRecord(
    {
      id: 'p',
      customerId: 'c',
      attributes,
      identifiers: [
        ...emails.map((value) => ({ kind: 'email', value })),
        ...phones.map((value) => ({ kind: 'phone', value })),
      ],
    },
    'FR',
  );

function levelOf(name: AttributeName, a: Person, b: Person): string {
  const levels = new Int8Array(levelCount);
  const codes = [recordOf(a), recordOf(b)].flatMap((one, index, both) => {
    compareRecords(one, both[1 - index]!, levels);
    const level = levels[attributeNames.indexOf(name)]!;
    return level === missing ? 'missing' : level === implied ? 'implied' : levelsOf(name)[level]!.code;
  });
  assert.equal(codes[0], codes[1], 'the order of the two makes no difference');
  return codes[0]!;
}

test('first names are compared with their accents, hyphens, initials and short forms in mind', () => {
  for (const [a, b, level] of [
    ['Hélène', 'HELENE', 'exact'],
    ['Jean-Pierre', 'jean pierre', 'exact'],
    ['Jean-Pierre', 'Jeanpierre', 'exact'],
    ['Jean-Pierre', 'Jean', 'compound'],
    ['Marie Claude Anne', 'Marie-Claude', 'compound'],
    ['Jean-Pierre', 'J.-P.', 'initial'],
    ['Bernard', 'B', 'initial'],
    ['B', 'B.', 'initial'],
    ['Robert', 'Rob', 'diminutive'],
    ['Robert', 'Bob', 'diminutive'],
    ['Emmanuel', 'Manu', 'diminutive'],
    ['Nathalie', 'Natalie', 'near'],
    ['Theodore', 'eTheodroe', 'similar'],
    ['Zoé', 'Zoe', 'exact'],
    ['Françoise', 'Martine', 'different'],
    ['Jean', '', 'missing'],
  ] as const) {
    assert.equal(levelOf('firstName', named(a, 'Martin'), named(b, 'Martin')), level, `${a}, ${b}`);
  }
});

const named = (firstName: string, lastName: string): Person => ({
  ...(firstName ? { firstName } : {}),
  ...(lastName ? { lastName } : {}),
});

test('family names are compared with their particles and double names in mind', () => {
  for (const [a, b, level] of [
    ['Lœuillet', 'LOEUILLET', 'exact'],
    ['Le Goff', 'LEGOFF', 'exact'],
    ['de la Tour', 'La Tour', 'compound'],
    ['Dupont', 'Dupont-Martin', 'compound'],
    ['Lefèvre', 'Lefebvre', 'near'],
    ['Gauthier', 'Gotier', 'similar'],
    ['Martin', 'Durand', 'different'],
  ] as const) {
    assert.equal(levelOf('lastName', named('Anne', a), named('Anne', b)), level, `${a}, ${b}`);
  }
});

test('first and last name in each other’s place are noticed', () => {
  const [right, turned] = [named('Gabriel', 'Thomas'), named('Thomas', 'Gabriel')];
  assert.equal(levelOf('lastName', right, turned), 'swapped');
  assert.equal(levelOf('firstName', right, turned), 'implied');
  assert.equal(levelOf('lastName', named('Gabriel', 'Thomas'), named('Thomas', 'Gabrial')), 'swapped');
  assert.equal(levelOf('lastName', named('Tabitha', 'Hare'), named('Hare', 'Holly')), 'crossed');
  assert.equal(levelOf('firstName', named('Tabitha', 'Hare'), named('Hare', 'Holly')), 'different');
  assert.equal(levelOf('lastName', named('Gabriel', 'Thomas'), named('Thomas', '')), 'crossed');
  assert.equal(levelOf('lastName', named('Thomas', 'Martin'), named('Thomas', 'Thomas')), 'different');
});

test('birth dates are compared with slips of the hand in mind', () => {
  for (const [a, b, level] of [
    ['1971-06-24', '1971-06-24', 'exact'],
    ['1971-06-04', '1971-04-06', 'day-month-swapped'],
    ['1971-06-24', '1971-05-24', 'one-digit'],
    ['1971-06-24', '1917-06-24', 'one-digit'],
    ['1971-06-24', '1971-06-01', 'one-part'],
    ['1971-06-24', '1971-01-01', 'same-year'],
    ['1971-06-24', '1982-03-11', 'different'],
  ] as const) {
    assert.equal(levelOf('birthDate', { birthDate: a }, { birthDate: b }), level, `${a}, ${b}`);
  }
});

const at = (postalCode: string, city = '', ...lines: string[]): Person => ({
  address: {
    ...(postalCode ? { postalCode } : {}),
    ...(city ? { city } : {}),
    ...(lines.length > 0 ? { lines } : {}),
    country: 'FR',
  },
});

test('places are compared by postal code, and by city where the codes don’t say it', () => {
  assert.equal(levelOf('postalCode', at('75011'), at('75 011')), 'exact');
  assert.equal(levelOf('postalCode', at('75011'), at('75101')), 'near');
  assert.equal(levelOf('postalCode', at('75011'), at('75120')), 'same-area');
  assert.equal(levelOf('postalCode', at('75011'), at('13008')), 'different');
  assert.equal(levelOf('city', at('75011', 'Paris'), at('75011', 'Paris 11e')), 'implied');
  assert.equal(levelOf('city', at('', 'Saint-Étienne'), at('42000', 'SAINT ETIENNE')), 'exact');
  assert.equal(levelOf('city', at('', 'Lille'), at('59000', 'Lille Cedex')), 'near');
  assert.equal(levelOf('city', at('', 'Lille'), at('', 'Lyon')), 'different');
});

test('streets are compared as words, numbers apart', () => {
  for (const [a, b, level] of [
    [['12 rue Victor Hugo'], ['12, r. Victor-Hugo'], 'exact'],
    [['12 rue Victor Hugo', 'Bât. A'], ['Bât. A', '12 rue Victor Hugo'], 'exact'],
    [['12 rue Victor Hugo', 'Bât. A'], ['12 rue Victor Hugo'], 'near'],
    [['12 rue Victor Hugo'], ['12 rue Viktor Hugo'], 'near'],
    [['12 rue Victor Hugo'], ['21 rue Victor Hugo'], 'other-number'],
    [['12 rue Victor Hugo'], ['3 place Bellecour'], 'different'],
  ] as const) {
    assert.equal(levelOf('street', at('', '', ...a), at('', '', ...b)), level, `${a}, ${b}`);
  }
});

test('e-mail addresses that are alike only because their holders are called alike count as different', () => {
  const anne = (...emails: string[]): Person => ({ ...named('Anne', 'Leroy'), emails });
  for (const [a, b, level] of [
    ['anne.leroy@free.fr', 'anne.leroy@free.fr', 'exact'],
    ['anne.leroy52@free.fr', 'anne.leory52@free.fr', 'near'],
    ['bluebird77@free.fr', 'bluebird77@gmail.com', 'same-local-part'],
    ['anne.leroy@free.fr', 'anne.leroy@gmail.com', 'different'],
    ['contact@free.fr', 'contact@gmail.com', 'different'],
  ] as const) {
    assert.equal(levelOf('email', anne(a), anne(b)), level, `${a}, ${b}`);
  }
  assert.equal(
    levelOf('email', anne('a.leroy@free.fr', 'x@y.org'), anne('z@y.org', 'a.leroy@free.fr')),
    'exact',
  );
  assert.equal(levelOf('phone', { phones: ['+33612345678'] }, { phones: ['+33612345687'] }), 'near');
  assert.equal(levelOf('phone', { phones: ['+33612345678'] }, {}), 'missing');
});
