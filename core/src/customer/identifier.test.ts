import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extensionsOf } from '../moment/testing/test-ingest.ts';
import { coreIdentifierKinds, identifierKind, identifierKinds } from './identifier.ts';

const kinds = new Map(coreIdentifierKinds.map((kind) => [kind.kind, kind]));
const normalised = (kind: string, raw: string, country = 'FR') => {
  const result = kinds.get(kind)!.normalise(raw, country);
  return 'value' in result ? result.value : null;
};

describe('an e-mail address', () => {
  const spellings: [string, string | null][] = [
    ['  Anne.Martin@Example.ORG ', 'anne.martin@example.org'],
    ['anne+shop@example.org', 'anne+shop@example.org'],
    ['élodie@exämple.org', 'élodie@xn--exmple-cua.org'],
    ["o'brien@sub.example.co.uk", "o'brien@sub.example.co.uk"],
    ['a@b', null],
    ['@example.org', null],
    ['anne', null],
    ['anne@@example.org', null],
    ['anne@example..org', null],
    ['.anne@example.org', null],
    ['an ne@example.org', null],
    ['a@b.org, c@d.org', null],
    ['anne@example.org\u0007', null],
    ['anne@-example.org', null],
    ['anne@127.0.0.1', null],
    [`${'a'.repeat(65)}@example.org`, null],
    ['', null],
  ];
  for (const [raw, value] of spellings) {
    test(`${JSON.stringify(raw)} ${value ? `is ${value}` : 'is refused'}`, () =>
      assert.equal(normalised('email', raw), value));
  }
});

describe('a phone number', () => {
  const spellings: [string, string, string | null][] = [
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['+33 (0)6 12 34 56 78', 'GB', '+33612345678'],
    ['0033612345678', 'FR', '+33612345678'],
    ['020 7946 0018', 'GB', '+442079460018'],
    ['(212) 555-2368', 'US', '+12125552368'],
    ['06 12 34', 'FR', null],
    ['call me', 'FR', null],
    ['0612345678 ext. 12', 'FR', null],
    ['', 'FR', null],
  ];
  for (const [raw, country, value] of spellings) {
    test(`${JSON.stringify(raw)} in ${country} ${value ? `is ${value}` : 'is refused'}`, () =>
      assert.equal(normalised('phone', raw, country), value));
  }
});

test('a loyalty card is one however it is typed', () => {
  assert.equal(normalised('loyalty_card', ' 2900 ab12 '), '2900AB12');
  assert.equal(normalised('loyalty_card', '  '), null);
});

test('what only its issuer understands keeps its spelling', () => {
  assert.equal(normalised('web_account', ' User-7 '), 'User-7');
  assert.equal(normalised('device', 'x'.repeat(321)), null);
});

test('two plugins with one kind do not start together', () => {
  const [email] = coreIdentifierKinds;
  const twice = extensionsOf([identifierKind(email!), identifierKind(email!)]);
  assert.throws(() => identifierKinds(twice), /CHL_PLUGIN_INVALID/);
});
