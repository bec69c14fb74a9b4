import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryOf } from './filters.ts';

const paris = 'Europe/Paris';

test('days are whole days of the shop, the last one too', () => {
  assert.deepEqual(queryOf({ from: '2026-10-25', to: '2026-10-25' }, paris), {
    from: '2026-10-24T22:00:00.000Z',
    before: '2026-10-25T23:00:00.000Z',
  });
});

test('an id is asked for only with its kind, and what is no day is left out', () => {
  assert.deepEqual(queryOf({ subjectId: 'seller', from: 'soon' }, paris), {});
  assert.deepEqual(queryOf({ subjectKind: 'role', subjectId: 'seller', principal: 'p' }, paris), {
    principal: 'p',
    subjectKind: 'role',
    subjectId: 'seller',
  });
});
