import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compared } from './compare.ts';

const told = (attribute: string, value: unknown, profile: string, others: [unknown, string][] = []) => ({
  attribute,
  value,
  profile,
  source: 'till',
  since: null,
  verified: false,
  why: 'latest' as const,
  rule: { rule: 'latest', sources: [] },
  others: others.map(([value, profile]) => ({
    value,
    profile,
    source: 'web',
    since: null,
    verified: false,
    why: 'latest' as const,
  })),
});
const customers = [{ profiles: [{ id: 'a1' }, { id: 'a2' }] }, { profiles: [{ id: 'b1' }] }] as never;

test('each side shows its best value, and whose would win', () => {
  const merged = [
    told('custom.size', 38, 'a1'),
    told('firstName', 'Anne', 'a2', [
      ['Anne', 'b1'],
      ['Ann', 'a1'],
    ]),
    told('lastName', 'Martin', 'b1', [
      ['Durand', 'a2'],
      ['Martin', 'a1'],
    ]),
  ];
  const rows = compared({ merged, customers });
  assert.deepEqual(
    rows.map(({ attribute, sides, wins, differs }) => [
      attribute,
      ...sides.map((side) => side?.value),
      wins,
      differs,
    ]),
    [
      ['firstName', 'Anne', 'Anne', 0, false],
      ['lastName', 'Durand', 'Martin', 1, true],
      ['custom.size', 38, undefined, 0, false],
    ],
  );
});
