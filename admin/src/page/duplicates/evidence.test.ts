import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceOf, probabilityOf, strongest, waterfall } from './evidence.ts';

const told = [
  { attribute: 'prior', level: 'base', bits: -16 },
  { attribute: 'firstName', level: 'diminutive', bits: 4 },
  { attribute: 'lastName', level: 'exact', bits: 11.5, tf: 0.0003 },
  { attribute: 'gender', level: 'missing', bits: 0 },
  { attribute: 'city', level: 'implied', bits: 0 },
  { attribute: 'phone', level: 'different', bits: -1.5 },
  { attribute: 'household', level: 'possible', bits: -0.01 },
];

test('each step of the waterfall begins where the one before ended, and what says nothing stands apart', () => {
  const { steps, silent } = waterfall(evidenceOf(told));
  assert.deepEqual(
    steps.map(({ attribute, from, to }) => [attribute, from, to]),
    [
      ['prior', 0, -16],
      ['firstName', -16, -12],
      ['lastName', -12, -0.5],
      ['phone', -0.5, -2],
    ],
  );
  assert.deepEqual(silent, ['gender', 'city']);
});

test('what speaks for it most comes first, without what was supposed beforehand', () => {
  assert.deepEqual(
    strongest(evidenceOf(told)).map(({ attribute }) => attribute),
    ['lastName', 'firstName'],
  );
});

test('evidence that this version does not know is left out', () => {
  assert.deepEqual(evidenceOf(null), []);
  assert.deepEqual(evidenceOf([{ attribute: 'x', level: 'y' }, 'z', null]), []);
});

test('no bits are as likely as not', () => {
  assert.equal(probabilityOf(0), 0.5);
  assert.ok(probabilityOf(-16) < 0.000_02);
});
