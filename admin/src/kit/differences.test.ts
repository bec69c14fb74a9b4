import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './differences.ts';

test('two versions differ in what was changed, not in the order of their keys nor by what is absent', () => {
  const mine = { name: 'Lille', place: { zip: '59000', city: 'Lille' }, note: undefined, tags: ['a', 'b'] };
  const theirs = {
    name: 'Lille Centre',
    place: { city: 'Lille', zip: '59000' },
    note: null,
    tags: ['b', 'a'],
  };
  assert.deepEqual(differences(mine, theirs), [
    { field: 'name', mine: 'Lille', theirs: 'Lille Centre' },
    { field: 'tags', mine: ['a', 'b'], theirs: ['b', 'a'] },
  ]);
});
