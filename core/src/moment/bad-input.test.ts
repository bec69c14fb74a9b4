import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onBothDatabases } from '../testing/index.ts';
import type { Fate } from './moment.ts';
import { testIngest, visit } from './testing/test-ingest.ts';

const problemOf = (fate: Fate | undefined) => {
  assert.equal(fate?.fate, 'rejected');
  return (fate as unknown as { problem: { code: string; pointer?: string; errors?: unknown[] } }).problem;
};
const identified = (kind: string, value: string) => ({ customer: { identifiers: [{ kind, value }] } });
const { data: _, ...withoutData } = visit();

const cases: [what: string, item: unknown, code: string, pointer: string | undefined][] = [
  ['not an object', 'receipt', 'CHL_INPUT_INVALID', undefined],
  ['null', null, 'CHL_INPUT_INVALID', undefined],
  ['a missing field', withoutData, 'CHL_INPUT_INVALID', '/data'],
  ['an unknown field', { ...visit(), stroe: 'paris' }, 'CHL_INPUT_INVALID', '/stroe'],
  ['a source with a space', visit({ source: 'the till' }), 'CHL_INPUT_INVALID', '/source'],
  ['an unknown type', visit({ type: 'vist' }), 'CHL_MOMENT_TYPE_UNKNOWN', '/type'],
  ['a version to come', visit({ version: 3 }), 'CHL_MOMENT_VERSION_UNKNOWN', '/version'],
  ['old data that cannot be raised', visit({ version: 1, data: {} }), 'CHL_INPUT_INVALID', '/data'],
  ['data of the wrong shape', visit({ data: { seconds: -1 } }), 'CHL_INPUT_INVALID', '/data/seconds'],
  ['data that its type refuses', visit({ data: { note: 'forbidden' } }), 'CHL_INPUT_INVALID', '/data/note'],
  ['a day that does not exist', visit({ time: '2026-02-30T10:00:00Z' }), 'CHL_INPUT_INVALID', '/time'],
  ['a time to come', visit({ time: '2026-03-02T09:05:01Z' }), 'CHL_MOMENT_IN_FUTURE', '/time'],
  ['an unknown store', visit({ store: 'pariss' }), 'CHL_STORE_UNKNOWN', '/store'],
  ['an unknown seller', visit({ staff: 's9' }), 'CHL_STAFF_UNKNOWN', '/staff'],
  ['a session with U+0000', visit({ session: 'w\u00007' }), 'CHL_INPUT_INVALID', '/session'],
  [
    'a kind that nobody knows',
    visit(identified('fax', '1')),
    'CHL_IDENTIFIER_KIND_UNKNOWN',
    '/customer/identifiers/0/kind',
  ],
  [
    "another source's number",
    visit(identified('source:web', '1')),
    'CHL_IDENTIFIER_KIND_UNKNOWN',
    '/customer/identifiers/0/kind',
  ],
  [
    'half an e-mail',
    visit(identified('email', 'a@b')),
    'CHL_IDENTIFIER_INVALID',
    '/customer/identifiers/0/value',
  ],
  [
    'a phone that is none',
    visit(identified('phone', '12')),
    'CHL_IDENTIFIER_INVALID',
    '/customer/identifiers/0/value',
  ],
  [
    'attributes of nobody',
    visit({ customer: { attributes: { firstName: 'A' } } }),
    'CHL_INPUT_INVALID',
    '/customer',
  ],
  [
    'an attribute that is none',
    visit({ customer: { id: '1', attributes: { fristName: 'A' } } }),
    'CHL_INPUT_INVALID',
    '/customer/attributes/fristName',
  ],
  [
    'a birthday that does not exist',
    visit({ customer: { id: '1', attributes: { birthDate: '1990-02-30' } } }),
    'CHL_INPUT_INVALID',
    '/customer/attributes/birthDate',
  ],
  ['U+0000 in the data', visit({ data: { note: 'a\u0000b' } }), 'CHL_INPUT_INVALID', '/data/note'],
  ['half a surrogate pair', visit({ data: { note: '\ud83d' } }), 'CHL_INPUT_INVALID', '/data/note'],
  [
    'a number beyond all numbers',
    visit({ data: { seconds: Number.POSITIVE_INFINITY } }),
    'CHL_INPUT_INVALID',
    '/data/seconds',
  ],
];

onBothDatabases((on) => {
  describe('a moment is refused with the fault and its place', () => {
    test('whatever the fault, and its neighbours are recorded', async () => {
      await using shop = await testIngest({ on });
      const items = cases.flatMap(([, item], index) => [item, visit({ id: `good ${index}` })]);
      const fates = await shop.record(items);
      for (const [index, [what, , code, pointer]] of cases.entries()) {
        const found = problemOf(fates[index * 2]);
        assert.deepEqual([found.code, found.pointer || undefined], [code, pointer], what);
        assert.equal(fates[index * 2 + 1]!.fate, 'recorded', `after ${what}`);
      }
      assert.equal((await shop.moments()).length, cases.length);
    });

    test('by every fault of an item, not its first alone', async () => {
      await using shop = await testIngest({ on });
      const { errors } = problemOf((await shop.record([{ ...visit(), id: '', stroe: 1 }]))[0]);
      assert.equal(errors?.length, 2);
    });

    test('nested so deeply that nothing can read it', async () => {
      await using shop = await testIngest({ on });
      let deep: unknown = 1;
      for (let level = 0; level < 200_000; level++) deep = [deep];
      const fates = await shop.record([visit({ id: 'deep', data: deep }), visit()]);
      assert.deepEqual(
        fates.map(({ fate }) => fate),
        ['rejected', 'recorded'],
      );
    });
  });

  test('a fault in item 517 of 1,000 leaves 999 recorded', async () => {
    await using shop = await testIngest({ on });
    const items = Array.from({ length: 1_000 }, (_, index) =>
      visit({ id: `v${index}`, data: index === 517 ? { seconds: 'many' } : {} }),
    );
    const fates = await shop.record(items);
    assert.equal(problemOf(fates[517]).pointer, '/data/seconds');
    assert.equal(fates.filter(({ fate }) => fate === 'recorded').length, 999);
    assert.equal((await shop.moments()).length, 999);
  });

  test('rows that only the database refuses leave their neighbours recorded, also inside a unit of work', async () => {
    await using shop = await testIngest({ on });
    await shop.db.query(`alter table chaland.moment add check (data->>'note' is distinct from 'bad')`);
    const items = Array.from({ length: 100 }, (_, index) =>
      visit({
        id: `v${index}`,
        customer: { id: String(index % 10) },
        data: index === 17 || index === 71 ? { note: 'bad' } : {},
      }),
    );
    const fates = await shop.record(items);
    assert.equal(problemOf(fates[17]).code, 'CHL_INPUT_INVALID');
    assert.equal(problemOf(fates[71]).code, 'CHL_INPUT_INVALID');
    assert.equal((await shop.moments()).length, 98);
    assert.equal(await shop.count('customer'), 10);

    const inside = await shop.db.transaction(() =>
      shop.record([visit({ id: 'x', data: { note: 'bad' } }), visit({ id: 'y' })]),
    );
    assert.deepEqual(
      inside.map(({ fate }) => fate),
      ['rejected', 'recorded'],
    );
    assert.equal((await shop.moments()).length, 99);
  });
});
