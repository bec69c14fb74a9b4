import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Attributes, ProfileAttributes } from './attributes.ts';
import { withStatement } from './statement.ts';

const nothing: ProfileAttributes = { attributes: {}, since: {}, said: {} };
const on = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const after = (...statements: [day: number, Attributes][]) =>
  statements.reduce((profile, [day, told]) => withStatement(profile, told, on(day)), nothing);

test('the latest statement counts, and from when it was first said without a break', () => {
  const { attributes, since } = after(
    [5, { lastName: 'Durand' }],
    [1, { lastName: 'Martin' }],
    [3, { lastName: 'Durand' }],
    [9, { lastName: 'Durand' }],
  );
  assert.deepEqual([attributes, since], [{ lastName: 'Durand' }, { lastName: on(3) }]);
});

test('what was said in between, and comes late, breaks it', () => {
  const { attributes, since } = after(
    [1, { lastName: 'Durand' }],
    [7, { lastName: 'Durand' }],
    [4, { lastName: 'Martin' }],
  );
  assert.deepEqual([attributes, since], [{ lastName: 'Durand' }, { lastName: on(7) }]);
});

test('what is no more stays gone, however often an older copy comes', () => {
  const none = { company: null } as unknown as Attributes;
  const profile = after([2, none], [1, { company: 'Été SA' }]);
  assert.equal(profile.attributes.company, null);
  assert.equal(withStatement(profile, { company: 'Été SA' }, on(1)), profile, 'nothing to write');
});

test('statements in any order, and repeated, come to the same', () => {
  const statement = fc.record({
    day: fc.integer({ min: 1, max: 8 }),
    told: fc.record(
      {
        firstName: fc.constantFrom('Ann', 'Anne', 'Annie'),
        company: fc.constantFrom('Été SA', null),
        address: fc.constantFrom({ city: 'Lyon' }, { city: 'Lyon', postalCode: '69001' }, null),
        custom: fc.record({ size: fc.constantFrom(38, 40) }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    ),
  });
  fc.assert(
    fc.property(
      fc
        .array(statement, { maxLength: 10 })
        .chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all, ...all, ...all], { minLength: all.length * 3 }),
          ),
        ),
      ([told, shuffled]) => {
        const fold = (all: typeof told) =>
          all.reduce(
            (profile, { day, told }) => withStatement(profile, told as Attributes, on(day)),
            nothing,
          );
        assert.deepEqual(fold(shuffled), fold(told));
      },
    ),
    { numRuns: 500 },
  );
});
