import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usableIdentifiers } from './usable-identifiers.ts';

test('what a form took for an e-mail address or a phone number is left out where it is none', () => {
  assert.deepEqual(
    usableIdentifiers(
      [
        { kind: 'email', value: ' Zoe@Example.org ', verified: true },
        { kind: 'email', value: 'none@none' },
        { kind: 'phone', value: '01 23 45 67 89' },
        { kind: 'phone', value: '(555) 555-5555' },
        { kind: 'phone', value: undefined },
      ],
      'FR',
    ),
    [
      { kind: 'email', value: 'zoe@example.org', verified: true },
      { kind: 'phone', value: '+33123456789' },
    ],
  );
});
