import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import type { SourcedProfile } from './profiles.ts';

const on = (day: number) => `2026-01-${String(day).padStart(2, '0')}T08:00:00Z`;
const email = (value: string) => ({ kind: 'email', value, verified: true });

/** Never two sources at one instant: the profiles' ids decide that. */
const at = (source: string, day: number) => on(day).replace('08:', source === 'shop' ? '08:' : '09:');

async function goldenOf(app: TestChaland) {
  const rows = await app.db.query<{ attributes: Record<string, unknown> }>(
    `select c.attributes from chaland.customer c
     where exists (select from chaland.customer_profile p where p.customer_id = c.id) order by c.attributes::text`,
  );
  return rows.map(({ attributes }) => attributes);
}

onBothDatabases((database) => {
  test('what a source says of people founds them, and the latest wins by attribute', async () => {
    await using app = await startTestChaland({ on: database });
    const first: SourcedProfile = {
      source: 'shop',
      id: '7',
      identifiers: [email('anna@example.org')],
      attributes: { firstName: 'Anna', company: 'Été SA', custom: { size: 38 } },
      time: on(2),
    };
    const [made] = await app.profiles.record([first]);
    assert.equal(made!.fate, 'recorded');
    assert.equal((await app.profiles.record([first]))[0]!.fate, 'unchanged');
    const fates = await app.profiles.record([
      { source: 'shop', id: '7', attributes: { company: null, custom: { size: null } }, time: on(4) },
      { source: 'shop', id: '7', attributes: { firstName: 'Ann', company: 'Old SA' }, time: on(1) },
      { source: 'shop', id: '8' },
      { source: 'shop', attributes: { firstName: 'Nobody' }, time: on(1) },
      { source: 'shop', id: '9', time: '2031-01-01T00:00:00Z' },
      { source: 'chaland', id: '9', time: on(1) },
      { source: 'shop', id: '9', identifiers: [{ kind: 'email', value: 'no' }], time: on(1) },
    ]);
    assert.deepEqual(
      fates.map((fate) => [fate.fate, 'problem' in fate ? (fate.problem.pointer ?? '') : fate.profile]),
      [
        ['recorded', 'profile' in made! ? made.profile : ''],
        ['unchanged', 'profile' in made! ? made.profile : ''],
        ['rejected', '/time'],
        ['rejected', ''],
        ['rejected', '/time'],
        ['rejected', '/source'],
        ['rejected', '/identifiers/0/value'],
      ],
    );
    assert.deepEqual(await goldenOf(app), [{ firstName: 'Anna' }]);
    const [named] = await app.profiles.record([
      { source: 'shop', id: '7', identifiers: [email('ann@example.org')], time: on(1) },
    ]);
    assert.equal(named!.fate, 'recorded', 'it has another address now');
  });

  test('a source that has none of something leaves it to the others', async () => {
    await using app = await startTestChaland({ on: database });
    const identifiers = [email('anna@example.org')];
    await app.profiles.record([
      { source: 'till', id: '1', identifiers, attributes: { birthDate: '1980-01-31' }, time: on(1) },
      { source: 'shop', id: '7', identifiers, attributes: { birthDate: null }, time: on(5) },
    ]);
    assert.deepEqual(await goldenOf(app), [{ birthDate: '1980-01-31' }]);
  });

  test('in any order, repeated and in any batches, statements come to the same record', async () => {
    await using app = await startTestChaland({ on: database });
    let run = 0;
    const statement = fc.record({
      source: fc.constantFrom('shop', 'till'),
      day: fc.integer({ min: 1, max: 6 }),
      attributes: fc.record(
        { firstName: fc.constantFrom('Ann', 'Anne'), company: fc.constantFrom('Été SA', null) },
        { requiredKeys: [] },
      ),
    });
    const golden = async (statements: (typeof statement extends fc.Arbitrary<infer T> ? T : never)[]) => {
      const card = `29${String(++run).padStart(11, '0')}`;
      // Who they are is settled first: who founds whom depends on who comes first.
      const people = ['shop', 'till'].map((source) => ({
        source,
        id: `p-${run}`,
        identifiers: [{ kind: 'loyalty_card', value: card, verified: true }],
        time: on(1),
      }));
      await app.profiles.record(people);
      let last: string | undefined;
      for (let from = 0; from < statements.length; from += 3) {
        const fates = await app.profiles.record(
          statements.slice(from, from + 3).map(({ source, day, attributes }) => ({
            source,
            id: `p-${run}`,
            attributes,
            time: at(source, day),
          })),
        );
        last = (fates.at(-1) as { customer: string }).customer;
      }
      if (!last) return {};
      const [row] = await app.db.query<{ attributes: unknown }>(
        'select attributes from chaland.customer where id = $1',
        [last],
      );
      return row!.attributes;
    };
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(statement, { minLength: 1, maxLength: 6 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all, ...all], { minLength: all.length * 3 }),
            ),
          ),
        async ([inOrder, shuffled]) => assert.deepEqual(await golden(shuffled), await golden(inOrder)),
      ),
      { numRuns: 12 },
    );
  });

  test('who was erased is not brought back by what was said of them before', async () => {
    await using app = await startTestChaland({ on: database });
    const said = {
      source: 'shop',
      id: '7',
      identifiers: [email('anna@example.org')],
      attributes: { firstName: 'Anna' },
      time: on(2),
    };
    const [made] = await app.profiles.record([said]);
    assert.equal((await app.delete(`/api/customers/${(made as { customer: string }).customer}`)).status, 200);
    const again = await app.profiles.record(
      [said, { ...said, id: undefined }, { ...said, time: on(3), attributes: { firstName: 'Ann' } }].map(
        ({ id, ...rest }) => (id ? { id, ...rest } : rest),
      ),
    );
    assert.deepEqual(
      again.map((fate) => [fate.fate, 'profile' in fate]),
      [
        ['unchanged', false],
        ['unchanged', false],
        ['unchanged', false],
      ],
    );
    assert.deepEqual(await goldenOf(app), []);
    app.clock.advance({ minutes: 1 });
    const [back] = await app.profiles.record([{ ...said, time: app.clock.now().toISOString() }]);
    assert.equal(back!.fate, 'recorded', 'what is said after it is of somebody new');
    const [older] = await app.profiles.record([{ ...said, attributes: { company: 'Été SA' } }]);
    assert.equal(older!.fate, 'unchanged');
    assert.deepEqual(await goldenOf(app), [{ firstName: 'Anna' }]);
  });
});
