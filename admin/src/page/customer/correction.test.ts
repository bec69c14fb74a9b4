import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correctionOf, draftOf } from './correction.ts';

const known = {
  firstName: 'Anne',
  lastName: 'Martin',
  address: { lines: ['1 rue Neuve', 'Bât. B'], postalCode: '75001', city: 'Paris' },
  custom: { size: 38, vip: true },
};

test('what nobody touched is not corrected', () => {
  assert.deepEqual(correctionOf(draftOf(known), known), {});
});

test('only what was changed is sent, and what was emptied says that there is none', () => {
  const draft = draftOf(known);
  draft.plain.lastName = ' Durand ';
  draft.plain.firstName = '';
  draft.custom.size = 40;
  assert.deepEqual(correctionOf(draft, known), { lastName: 'Durand', firstName: null, custom: { size: 40 } });
});

test('an address is corrected as a whole', () => {
  const draft = draftOf(known);
  draft.address.city = 'Lyon';
  draft.address.lines = '1 rue Neuve\n';
  assert.deepEqual(correctionOf(draft, known), {
    address: { lines: ['1 rue Neuve'], postalCode: '75001', city: 'Lyon' },
  });
  draft.address = { lines: '', postalCode: '', city: '', region: '', country: '' };
  assert.deepEqual(correctionOf(draft, known), { address: null });
});
