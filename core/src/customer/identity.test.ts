import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Fate, IdentifierInput } from '../moment/moment.ts';
import { testIngest, visit } from '../moment/testing/test-ingest.ts';
import { onBothDatabases } from '../testing/index.ts';
import type { JoinPolicy } from './customers.ts';
import { identityModel, type Known, mark, type Telling } from './testing/identity-model.ts';

type Shop = Awaited<ReturnType<typeof testIngest>>;

const card = { kind: 'loyalty_card', value: 'L1' };
const email = { kind: 'email', value: 'Anne@Example.org' };
const verified = (identifier: IdentifierInput) => ({ ...identifier, verified: true });

let next = 0;
/** Tells moments one after the other, and gives back the customer of each. */
async function tell(shop: Shop, ...tellings: Telling[]): Promise<(string | undefined)[]> {
  const customers: (string | undefined)[] = [];
  for (const telling of tellings) {
    const [fate] = await shop.record([visit({ id: `t${next++}`, ...telling })]);
    assert.equal(fate!.fate, 'recorded');
    customers.push((fate as Fate & { customer?: string }).customer);
  }
  return customers;
}
const till = (...identifiers: IdentifierInput[]) => ({ source: 'till', customer: { identifiers } });
const web = (...identifiers: IdentifierInput[]) => ({ source: 'web', customer: { identifiers } });
const numbered = (id: string, ...identifiers: IdentifierInput[]) => ({
  source: 'web',
  customer: { id, identifiers },
});

onBothDatabases((on) => {
  describe('a person', () => {
    test('comes back to the profile that their source keeps of them', async () => {
      await using shop = await testIngest({ on });
      const [first, again] = await tell(shop, till(card, email), till(card));
      assert.equal(first, again);
      assert.equal(await shop.count('profile'), 1);
      assert.deepEqual(await shop.db.query('select source, key from chaland.profile'), [
        { source: 'till', key: 'loyalty_card:L1' },
      ]);
    });

    test('met by another source with their card is one customer with two profiles', async () => {
      await using shop = await testIngest({ on });
      const [first, second, third] = await tell(shop, till(card), numbered('99', card), web(card));
      assert.equal(first, second);
      assert.equal(first, third);
      assert.equal(await shop.count('profile'), 3);
      assert.equal(await shop.count('customer_profile'), 3);
      assert.equal(await shop.count('possible_duplicate'), 0);
      const moments = await shop.moments();
      assert.equal(new Set(moments.map(({ profileId }) => profileId)).size, 3);
      const [again] = await tell(shop, web(card));
      assert.equal(again, first);
      assert.equal(await shop.count('profile'), 3);
    });

    test('with an e-mail that nobody verified is somebody new, and a possible duplicate', async () => {
      await using shop = await testIngest({ on });
      const [first, second] = await tell(shop, till(card, email), numbered('99', email));
      assert.notEqual(first, second);
      assert.equal(await shop.count('possible_duplicate'), 1);
      await tell(shop, numbered('99', email));
      assert.equal(await shop.count('possible_duplicate'), 1);
    });

    test('joins by an e-mail when both sides verified it', async () => {
      await using shop = await testIngest({ on });
      const [first, second, third] = await tell(
        shop,
        till(card, verified(email)),
        numbered('99', verified(email)),
        numbered('100', email),
      );
      assert.equal(first, second);
      assert.notEqual(first, third);
    });

    test('whose e-mail is verified later can be joined from then on', async () => {
      await using shop = await testIngest({ on });
      const [first, , second] = await tell(
        shop,
        till(card, email),
        till(card, verified(email)),
        numbered('99', verified(email)),
      );
      assert.equal(first, second);
      assert.equal(await shop.count('profile_identifier', `kind = 'email' and verified`), 2);
    });

    test('who is known and brings the card of somebody else is never merged', async () => {
      await using shop = await testIngest({ on });
      const [first, second, again] = await tell(
        shop,
        till(card),
        numbered('99', email),
        numbered('99', card),
      );
      assert.notEqual(first, second);
      assert.equal(second, again);
      assert.equal(await shop.count('possible_duplicate'), 1);
      assert.equal(await shop.count('profile_identifier', `kind = 'loyalty_card'`), 2);
    });

    test('is told apart by what the deployment says of a source', async () => {
      await using shop = await testIngest({
        on,
        identity: { join: { email: 'always' }, sources: { web: { loyalty_card: 'never' } } },
      });
      const [first, byCard, byEmail] = await tell(shop, till(card, email), web(card), numbered('99', email));
      assert.notEqual(first, byCard);
      assert.equal(first, byEmail);
    });

    test('keeps the spelling in which each source wrote them', async () => {
      await using shop = await testIngest({ on });
      await tell(shop, till(email), numbered('99', { kind: 'email', value: ' anne@example.ORG ' }));
      assert.deepEqual(
        await shop.db.query(
          `select value, raw from chaland.profile_identifier where kind = 'email' order by raw desc`,
        ),
        [
          { value: 'anne@example.org', raw: 'Anne@Example.org' },
          { value: 'anne@example.org', raw: ' anne@example.ORG ' },
        ],
      );
    });

    test("has a phone number that is read with the store's country", async () => {
      await using shop = await testIngest({ on });
      const customer = { identifiers: [{ kind: 'phone', value: '020 7946 0018' }] };
      await shop.record([visit({ store: 'london', customer })]);
      assert.equal(await shop.count('identifier', `value = '+442079460018'`), 1);
    });
  });

  describe('what a source says of a person', () => {
    const said = (source: string, id: string, time: string, attributes: Record<string, unknown>) =>
      visit({ id: `t${next++}`, source, time, customer: { id, identifiers: [card], attributes } });

    test('becomes their record, and changes it only where something differs', async () => {
      await using shop = await testIngest({ on });
      const read = () =>
        shop.db.query(
          'select display_name as name, search_name as folded, attributes, version from chaland.customer',
        );
      await shop.record([said('till', '1', '2026-01-01T10:00:00Z', { firstName: 'Zoé', lastName: 'Roy' })]);
      assert.deepEqual(await read(), [
        { name: 'Zoé Roy', folded: 'zoe roy', attributes: { firstName: 'Zoé', lastName: 'Roy' }, version: 1 },
      ]);
      await shop.record([said('till', '1', '2026-01-02T10:00:00Z', { firstName: 'Zoé' })]);
      await shop.record([said('web', '9', '2026-01-03T10:00:00Z', { lastName: 'Le Roy', language: 'fr' })]);
      await shop.record([said('till', '1', '2026-01-04T10:00:00Z', { lastName: 'Roy' })]);
      await shop.record([said('web', '9', '2026-01-02T10:00:00Z', { lastName: 'Late' })]);
      assert.deepEqual(await read(), [
        {
          name: 'Zoé Le Roy',
          folded: 'zoe le roy',
          attributes: { firstName: 'Zoé', lastName: 'Le Roy', language: 'fr' },
          version: 2,
        },
      ]);
    });

    test('may come several times in one batch', async () => {
      await using shop = await testIngest({ on });
      await shop.record([
        said('till', '1', '2026-01-02T10:00:00Z', { lastName: 'B', custom: { size: 38 } }),
        said('till', '1', '2026-01-01T10:00:00Z', { lastName: 'A' }),
        said('web', '9', '2026-01-03T10:00:00Z', { firstName: 'C', custom: { vip: true } }),
      ]);
      assert.deepEqual(await shop.db.query('select attributes, version from chaland.customer'), [
        { attributes: { firstName: 'C', lastName: 'B', custom: { size: 38, vip: true } }, version: 1 },
      ]);
    });
  });

  test('whatever is told, in whatever batches, the outcome is as if people had come one by one', async () => {
    const policies: JoinPolicy[] = ['always', 'if-verified', 'never'];
    const identifier = fc.record({
      kind: fc.constantFrom('loyalty_card', 'email', 'device'),
      value: fc.integer({ min: 1, max: 4 }),
      verified: fc.boolean(),
    });
    const telling = fc.record({
      source: fc.constantFrom('till', 'web', 'app'),
      id: fc.option(fc.integer({ min: 1, max: 3 }).map(String), { nil: undefined }),
      identifiers: fc.uniqueArray(identifier, {
        minLength: 1,
        maxLength: 3,
        selector: ({ kind, value }) => `${kind}${value}`,
      }),
      batchEnds: fc.boolean(),
    });
    const join = fc.record({
      loyalty_card: fc.constantFrom(...policies),
      email: fc.constantFrom(...policies),
      device: fc.constantFrom(...policies),
    });
    await using shop = await testIngest({ on });
    await fc.assert(
      fc.asyncProperty(fc.array(telling, { maxLength: 14 }), join, async (drawn, policy) => {
        await shop.db.query(
          `truncate chaland.moment, chaland.moment_key, chaland.identifier, chaland.profile_identifier,
             chaland.profile, chaland.customer_profile, chaland.customer, chaland.possible_duplicate`,
        );
        const tellings = drawn.map(({ source, id, identifiers }): Telling => {
          const written = identifiers.map(({ kind, value, verified }) => ({
            kind,
            value: kind === 'email' ? `p${value}@example.org` : `${kind.toUpperCase()}${value}`,
            verified,
          }));
          return { source, customer: { ...(id ? { id } : {}), identifiers: written } };
        });
        const batches = [[]] as Telling[][];
        for (const [index, one] of tellings.entries()) {
          batches.at(-1)!.push(one);
          if (drawn[index]!.batchEnds) batches.push([]);
        }
        const ingest = await shop.make({ join: policy });
        let number = 0;
        for (const batch of batches) {
          await ingest.record(
            batch.map((one) => visit({ id: `m${String(number++).padStart(3, '0')}`, ...one })),
          );
        }
        assert.deepEqual(
          await knownTo(shop),
          identityModel(tellings, (_, kind) => policy[kind as 'email']),
        );
      }),
      { numRuns: on === 'pglite' ? 60 : 100 },
    );
  });
});

/** What the database knows, in the names of the model. */
async function knownTo({ db }: Shop): Promise<Known> {
  const told = await db.query<{ profileId: string; customerId: string }>(
    `select m.profile_id as "profileId", p.customer_id as "customerId"
     from chaland.moment m join chaland.profile p on p.id = m.profile_id order by m.source_key`,
  );
  const names = new Map<string, string>();
  const nameOf = (id: string, letter: string, index: number) => {
    if (!names.has(id)) names.set(id, `${letter}${String(index).padStart(3, '0')}`);
    return names.get(id)!;
  };
  const customers = told.map(({ customerId }, index) => nameOf(customerId, 'c', index));
  const profiles = told.map(({ profileId }, index) => nameOf(profileId, 'p', index));
  const identifiers = await db.query<{ kind: string; value: string; customerId: string; verified: boolean }>(
    `select i.kind, i.value, i.verified, p.customer_id as "customerId"
     from chaland.identifier i join chaland.profile p on p.id = i.profile_id where i.kind not like 'profile:%'`,
  );
  const pairs = await db.query<{ a: string; b: string; kind: string; value: string }>(
    'select customer_id as a, other_id as b, kind, value from chaland.possible_duplicate',
  );
  const assertions = await db.query<{ profileId: string; kind: string; value: string; verified: boolean }>(
    'select profile_id as "profileId", kind, value, verified from chaland.profile_identifier',
  );
  return {
    customers,
    profiles,
    identifiers: identifiers
      .map(
        ({ kind, value, customerId, verified }) =>
          `${kind} ${value} → ${names.get(customerId)}${mark(verified)}`,
      )
      .sort(),
    duplicates: pairs
      .map(({ a, b, kind, value }) => `${[names.get(a), names.get(b)].sort().join(' ')} ${kind} ${value}`)
      .sort(),
    assertions: assertions
      .map(
        ({ profileId, kind, value, verified }) => `${names.get(profileId)} ${kind} ${value}${mark(verified)}`,
      )
      .sort(),
  };
}
