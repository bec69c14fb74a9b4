import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { textArray, uuidArray } from '../../data/binary-array.ts';
import { uuidv7 } from '../../data/uuid.ts';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { fold } from '../fold.ts';
import { come, person } from '../testing/people.ts';

onBothDatabases((on) => {
  let app: TestChaland;
  before(async () => {
    app = await startTestChaland({ on, plugins: [visits] });
    await app.stores.put({ code: 'PAR-1', name: 'Paris' });
    await app.stores.put({ code: 'LYO-1', name: 'Lyon' });
    await come(
      app,
      person('Élodie', 'Le Gœff', ['email', 'elodie@example.com'], ['phone', '06 12 34 56 78']),
      { store: 'PAR-1' },
    );
    await come(
      app,
      person('Jean-Pierre', 'Dupont', ['email', 'jp@example.com'], ['loyalty_card', '2900 0001']),
      { store: 'LYO-1' },
    );
    await come(app, person('Jean', 'Dupont', ['email', 'jean.dupont@example.com']), { store: 'PAR-1' });
    await come(app, person('Marie Jeanne', 'Jeannot'), { store: 'PAR-1' });
    await come(app, { ...person('Nadia', "O'Brien"), id: '4711' });
    await come(app, { id: 'k-1', attributes: { company: '3 Suisses' } });
    await come(app, { id: 'nameless', identifiers: [{ kind: 'email', value: 'nobody@example.com' }] });
  });
  after(() => app.close());

  const find = async (q: string, key?: string, limit = 50): Promise<string[]> => {
    const found: (string | null)[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = new URLSearchParams({ q, limit: String(limit), ...(cursor ? { cursor } : {}) });
      const { status, body } = await (key ? app.as(key) : app).get(`/api/customers?${query}`);
      assert.equal(status, 200);
      assert.ok(body.items.length <= limit);
      found.push(...body.items.map(({ displayName }: { displayName: string | null }) => displayName));
      cursor = body.next;
    }
    return found.map(String);
  };

  describe('customers are found', () => {
    const cases: [what: string, query: string, expected: string[]][] = [
      ['by the beginning of any word, without accents', 'elo', ['Élodie Le Gœff']],
      ['with accents and ligatures however they are typed', 'LE GOEFF', ['Élodie Le Gœff']],
      ['by words in any order', 'dup jean', ['Jean Dupont', 'Jean-Pierre Dupont']],
      ['by the second part of a compound name', 'pierre', ['Jean-Pierre Dupont']],
      ['by one letter, in alphabetical order from the word', 'o', ["Nadia O'Brien"]],
      ['once, though two of their words begin so', 'jeann', ['Marie Jeanne Jeannot']],
      ['by the beginning of an e-mail address', 'nobod', ['null']],
      ['by an e-mail address up to its domain', 'elodie@ex', ['Élodie Le Gœff']],
      ['by an e-mail address alone where they have no name', 'nobody@', ['null']],
      ['by the beginning of a phone, as it is dialled', '06 12', ['Élodie Le Gœff']],
      ['by the beginning of a phone, as it is kept', '+33612', ['Élodie Le Gœff']],
      ['by the beginning of a card, however it is spaced', '29000', ['Jean-Pierre Dupont']],
      ["by a source's own number", '4711', ["Nadia O'Brien"]],
      ['by a name that begins with a number', '3 sui', ['3 Suisses']],
    ];
    for (const [what, query, expected] of cases) {
      test(what, async () => assert.deepEqual(await find(query), expected));
    }

    test('not by what is inside a word, by another order of letters, or by nothing', async () => {
      for (const query of ['upont', 'zz', 'jean zz', '%', '_', '@', '+', '()', "'", '99999']) {
        assert.deepEqual(await find(query), [], query);
      }
    });

    test('the newest first where nothing is asked', async () => {
      assert.equal((await find('')).length, 7);
      assert.equal((await find('  ', undefined, 2)).length, 7);
    });

    test('with what they can be told apart by', async () => {
      const { body } = await app.get('/api/customers?q=elodie');
      assert.deepEqual(
        body.items[0].identifiers.map(({ kind, value }: Record<string, string>) => [kind, value]),
        [
          ['email', 'elodie@example.com'],
          ['phone', '+33612345678'],
          ['source:till', body.items[0].identifiers[2].value],
        ],
      );
    });
  });

  test('whoever sees one store only finds the customers who came there', async () => {
    const key = await app.keyWith(['customers.read'], { store: 'PAR-1' });
    assert.deepEqual(await find('dupont', key), ['Jean Dupont']);
    assert.deepEqual((await find('', key, 1)).sort(), [
      'Jean Dupont',
      'Marie Jeanne Jeannot',
      'Élodie Le Gœff',
    ]);
    assert.deepEqual(await find('29000', key), []);
  });

  test('customers who share an address that one of them answers for are all found by it', async () => {
    const shared: [string, string] = ['email', 'family@example.com'];
    for (const name of ['Ana', 'Bea', 'Cleo']) await come(app, person(name, 'Shared', shared));
    assert.deepEqual((await find('family@')).sort(), ['Ana Shared', 'Bea Shared', 'Cleo Shared']);
    assert.deepEqual((await find('family@', undefined, 1)).sort(), [
      'Ana Shared',
      'Bea Shared',
      'Cleo Shared',
    ]);
  });

  test('pages together are exactly those whose words begin so, each once, whatever the names', async () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 });
    const names = fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { maxLength: 25 });
    const query = fc.array(word, { minLength: 1, maxLength: 3 });
    const limit = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(names, query, limit, async (people, asked, limit) => {
        await app.db.query(`delete from chaland.customer where display_name like 'z%'`);
        // Letters that no other customer of these tests has at the beginning of two words.
        const displayNames = people.map((words) => `z ${words.map((one) => `q${one}`).join(' ')}`);
        await app.db.query(
          `insert into chaland.customer (id, display_name, search_name, created_at, updated_at)
           select id, name, substr(name, 3), now(), now() from unnest($1::uuid[], $2::text[]) as t (id, name)`,
          [uuidArray(displayNames.map(() => uuidv7())), textArray(displayNames)],
        );
        const typed = asked.map((one) => `q${one}`);
        const expected = displayNames.filter((name) =>
          typed.every((one) => ` ${fold(name)}`.includes(` ${one}`)),
        );
        assert.deepEqual((await find(typed.join(' '), undefined, limit)).sort(), expected.sort());
      }),
      { numRuns: 40 },
    );
    await app.db.query(`delete from chaland.customer where display_name like 'z%'`);
  });

  test('a cursor of another list is refused, with the mend', async () => {
    const made = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
    for (const cursor of [
      'x',
      made(['newest', 'x']),
      made(['name', 1, 2]),
      made(['identifier', 2 ** 70, 'x', 'y']),
      made({}),
    ]) {
      const { status, body } = await app.get(`/api/customers?q=06&cursor=${cursor}`);
      assert.deepEqual([status, body.pointer], [422, '/query/cursor']);
    }
  });
});
