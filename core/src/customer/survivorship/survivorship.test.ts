import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Attributes, flatten } from '../attributes.ts';
import { type Choices, type CompetingProfile, goldenRecord } from '../golden-record.ts';
import { rulesOf } from '../testing/rules.ts';

/** What one source says since the n-th of January. */
const says = (
  source: string,
  day: number,
  attributes: Attributes | { [name: string]: null },
  verified = false,
): CompetingProfile => ({
  id: `profile-${source}`,
  source,
  verified,
  attributes: attributes as Attributes,
  since: Object.fromEntries(
    Object.keys(flatten(attributes as Attributes)).map((name) => [
      name,
      `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`,
    ]),
  ),
});
const won = (profiles: CompetingProfile[], said: Parameters<typeof rulesOf>[0], choices?: Choices) =>
  goldenRecord(profiles, rulesOf(said), choices).attributes;
const rule = (rule: string, sources: string[] = []) => ({ default: { rule, sources } });

const till = says('till', 1, { lastName: 'Martin' }, true);
const web = says('web', 9, { lastName: 'Durand' });

test('by the rule of sources the most trusted wins, and those without a rank come last', () => {
  const both = [till, web];
  assert.equal(won(both, rule('source-priority', ['till', 'web'])).lastName, 'Martin');
  assert.equal(won(both, rule('source-priority', ['web'])).lastName, 'Durand');
  assert.equal(won(both, rule('source-priority')).lastName, 'Durand');
});

test('a verified person’s value wins where the rule asks for it', () => {
  assert.equal(won([till, web], rule('verified-first')).lastName, 'Martin');
});

test('a whole address beats a newer half of one, and the newer of two whole ones wins', () => {
  const whole = { lines: ['3 rue X'], postalCode: '69001', city: 'Lyon' };
  const old = says('web', 1, { address: whole });
  const half = says('till', 5, { address: { postalCode: '75001', country: 'FR' } });
  const moved = says('app', 7, { address: { ...whole, lines: ['9 rue Y'] } });
  assert.deepEqual(won([old, half], {}).address, whole);
  assert.deepEqual(won([old, half, moved], {}).address?.lines, ['9 rue Y']);
});

test('the most complete name is the one with more letters, or with its accents', () => {
  const all = [
    says('a', 1, { firstName: 'Élodie' }),
    says('b', 2, { firstName: 'Elodie' }),
    says('c', 3, { firstName: 'E.' }),
  ];
  assert.equal(won(all, rule('most-complete')).firstName, 'Élodie');
});

test('an attribute has its own rule, and the retailer’s own share one where none is named', () => {
  const profiles = [
    says('till', 1, { custom: { size: 38, vip: true } }),
    says('web', 2, { custom: { size: 40, vip: false } }),
  ];
  const attributes = [
    { attribute: 'custom', rule: 'source-priority', sources: ['till'] },
    { attribute: 'custom.vip', rule: 'latest' },
  ];
  assert.deepEqual(won(profiles, { attributes }).custom, { size: 38, vip: false });
});

test("the retailer's correction wins over every source, until it counts as any other", () => {
  const corrected = says('chaland', 2, { lastName: 'Dupont' });
  assert.equal(won([corrected, web], {}).lastName, 'Dupont');
  assert.equal(won([corrected, web], { corrections: 'as-any-source' }).lastName, 'Durand');
});

test('the retailer may say that there is none', () => {
  assert.deepEqual(won([says('chaland', 2, { lastName: null }), web], {}), {});
  assert.deepEqual(won([says('chaland', 2, { lastName: null })], {}), {});
});

test('what was chosen at a merge wins, until it is corrected afterwards', () => {
  const choices = { lastName: { profileId: till.id, at: '2026-01-05T00:00:00.000Z' } };
  assert.equal(won([till, web], {}, choices).lastName, 'Martin');
  assert.equal(won([till, web, says('chaland', 4, { lastName: 'Dupont' })], {}, choices).lastName, 'Martin');
  assert.equal(won([till, web, says('chaland', 6, { lastName: 'Dupont' })], {}, choices).lastName, 'Dupont');
});

const word = fc.constantFrom('Anne', 'ANNE', 'Élodie', 'Jean-Pierre', 'M.', 'de la Tour');
const aProfile = fc.record({
  source: fc.constantFrom('till', 'web', 'app', 'chaland'),
  verified: fc.boolean(),
  day: fc.integer({ min: 1, max: 4 }),
  attributes: fc.record(
    {
      firstName: fc.oneof(word, fc.constant(null)),
      lastName: word,
      birthDate: fc.constantFrom('1980-01-02', '02/01/1980', '1990-12-31'),
      address: fc.record(
        {
          lines: fc.array(word, { minLength: 1, maxLength: 2 }),
          postalCode: fc.constantFrom('75 001', '69001'),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  ),
});
const someRule = fc.constantFrom('latest', 'source-priority', 'verified-first', 'most-complete');

test('the order of reading decides nothing, and choosing from what was chosen changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(aProfile, { minLength: 1, maxLength: 5 }),
      someRule,
      fc.boolean(),
      fc.integer({ min: 0, max: 4 }),
      (made, ruleName, correctionsFirst, choice) => {
        const profiles = made.map(
          ({ source, day, attributes, verified }, index): CompetingProfile => ({
            ...says(source, day, attributes as Attributes, verified),
            id: `p${index}`,
          }),
        );
        const rules = rulesOf({
          ...rule(ruleName, ['web', 'till']),
          corrections: correctionsFirst ? 'first' : 'as-any-source',
        });
        const choices = { lastName: { profileId: `p${choice}`, at: '2026-01-02T12:00:00.000Z' } };
        const chosen = goldenRecord(profiles, rules, choices);
        assert.deepEqual(goldenRecord(profiles.toReversed(), rules, choices), chosen);
        const [first, ...others] = profiles;
        assert.deepEqual(goldenRecord([...others, first!], rules, choices), chosen);
        const again = says('golden', 1, chosen.attributes);
        assert.deepEqual(goldenRecord([again], rules), chosen);
      },
    ),
  );
});
