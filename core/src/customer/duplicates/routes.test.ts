import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { come, person } from '../testing/people.ts';

interface Item {
  id: string;
  rule: string;
  probability: number | null;
  customers: { id: string; displayName: string }[];
  shared: object[];
}

onBothDatabases((on) => {
  let app: TestChaland;
  before(async () => {
    app = await startTestChaland({ on, plugins: [visits] });
    for (const code of ['PAR-1', 'LYO-1']) await app.stores.put({ code, name: code });
  });
  after(() => app.close());

  let made = 0;
  /** Two who gave one e-mail that nobody verified. */
  async function sharing(stores: [string, string] = ['PAR-1', 'PAR-1']) {
    const address: [string, string] = ['email', `same-${++made}@example.com`];
    const a = await come(app, person('Ana', `Martin ${made}`, address), { store: stores[0] });
    const b = await come(app, person('Anna', `Martin ${made}`, address), { store: stores[1] });
    return { a, b, id: a < b ? `${a}~${b}` : `${b}~${a}`, shared: [{ kind: 'email', value: address[1] }] };
  }
  /** As matching would have found them. */
  async function found(a: string, b: string, probability: number) {
    const profiles = (await app.customers.profilesOf([a, b])).map(({ profileId }) => profileId).sort();
    await app.db.query(
      `insert into chaland.match_pair (profile_a, profile_b, probability, weight, evidence, model, found_at)
       values ($1, $2, $3::real, 9, '[{"attribute":"name","level":"same","bits":9}]', 1, $4)`,
      [profiles[0], profiles[1], String(probability), app.clock.now()],
    );
  }
  const queue = async (query = '', as: Pick<TestChaland, 'get'> = app): Promise<Item[]> => {
    const items: Item[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { body } = await as.get(`/api/duplicates?limit=2${query}${next ? `&cursor=${next}` : ''}`);
      items.push(...body.items);
      next = body.next;
    }
    return items;
  };
  const idsIn = async (...asked: Parameters<typeof queue>) => (await queue(...asked)).map(({ id }) => id);

  describe('the queue of duplicates', () => {
    test('shows the likeliest first, then who shares an identifier, each pair once', async () => {
      const [weak, strong, plain] = [await sharing(), await sharing(), await sharing()];
      await found(weak.a, weak.b, 0.8);
      await found(strong.a, strong.b, 0.999);
      const items = await queue();
      const mine = items.filter(({ id }) => [weak.id, strong.id, plain.id].includes(id));
      assert.deepEqual(
        mine.map(({ id, rule, shared }) => ({ id, rule, shared })),
        [
          { id: strong.id, rule: 'match', shared: strong.shared },
          { id: weak.id, rule: 'match', shared: weak.shared },
          { id: plain.id, rule: 'identifier', shared: plain.shared },
        ],
      );
      assert.ok((await idsIn('&band=automatic')).includes(strong.id));
      assert.ok(!(await idsIn('&band=automatic')).includes(weak.id));
    });

    test('shows one side by side, with what speaks for it and what is in the way', async () => {
      const { a, b, id, shared } = await sharing();
      await found(a, b, 0.75);
      const { body } = await app.get(`/api/duplicates/${id}`);
      assert.deepEqual(body.shared, [{ ...shared[0], verified: false, quarantined: false }]);
      assert.deepEqual([body.probability, body.band, body.block], [0.75, 'review', null]);
      const firstName = body.merged.find(({ attribute }: { attribute: string }) => attribute === 'firstName');
      assert.deepEqual(
        [firstName.value, ...firstName.others.map(({ value }: { value: string }) => value)].toSorted(),
        ['Ana', 'Anna'],
      );
      assert.equal(body.evidence[0].attribute, 'name');
      assert.deepEqual(
        body.customers.map((customer: { profiles: object[] }) => customer.profiles.length),
        [1, 1],
      );
    });

    test('has no more of those who were told apart, nor of those who were merged', async () => {
      const [apart, one] = [await sharing(), await sharing()];
      assert.equal(
        (await app.post(`/api/duplicates/${apart.id}/dismiss`, { reason: 'Sisters' })).status,
        204,
      );
      await app.post('/api/merges', { survivor: one.a, loser: one.b });
      const open = await idsIn();
      assert.ok(!open.includes(apart.id) && !open.includes(one.id));
      assert.ok((await idsIn('&state=dismissed')).includes(apart.id));
      assert.equal((await app.get(`/api/customers/${apart.a}`)).body.possibleDuplicates, 0);
      assert.deepEqual((await app.get(`/api/duplicates/${apart.id}`)).body.block, { why: 'not-same' });
    });

    test('shows a pair of somebody who was merged under who they are now', async () => {
      const { a, b } = await sharing();
      const survivor = await come(app, person('Ana', 'Survivor'), { store: 'PAR-1' });
      await app.post('/api/merges', { survivor, loser: a });
      const now = b < survivor ? `${b}~${survivor}` : `${survivor}~${b}`;
      assert.ok((await idsIn()).includes(now));
      const [other] = (await app.get(`/api/customers/${survivor}/possible-duplicates`)).body.items;
      assert.equal(other.id, b);
      assert.equal((await app.get(`/api/customers/${survivor}`)).body.possibleDuplicates, 1);
      assert.equal((await app.get(`/api/customers/${b}`)).body.possibleDuplicates, 1);
      assert.equal((await app.get(`/api/customers?q=same-${made}`)).body.items.length, 2);
    });

    test('shows whoever works in one store only those who came there', async () => {
      const [here, across] = [await sharing(), await sharing(['PAR-1', 'LYO-1'])];
      const seller = app.as(await app.keyWith(['customers.merge'], { store: 'PAR-1' }));
      const seen = await idsIn('', seller);
      assert.ok(seen.includes(here.id) && !seen.includes(across.id));
      assert.equal((await seller.get(`/api/duplicates/${across.id}`)).status, 404);
      assert.equal((await seller.post(`/api/duplicates/${across.id}/dismiss`, {})).status, 404);
    });
  });

  test('many are decided at once, each for itself', async () => {
    const [one, two] = [await sharing(), await sharing()];
    const nobody = '019cadc6-9a80-7f54-b9ab-5bd68e9afca6';
    const { body } = await app.post('/api/duplicates/decide', {
      decisions: [
        { id: one.id, decision: 'merge', survivor: one.b },
        { id: two.id, decision: 'dismiss' },
        { id: one.id, decision: 'merge' },
        { id: `${nobody}~${two.a}`, decision: 'dismiss' },
      ],
    });
    assert.deepEqual(
      body.items.map(
        ({ outcome, problem }: { outcome: string; problem?: { code: string; pointer: string } }) => [
          outcome,
          problem?.code,
          problem?.pointer,
        ],
      ),
      [
        ['merged', undefined, undefined],
        ['dismissed', undefined, undefined],
        ['failed', 'CHL_MERGE_SAME', '/decisions/2'],
        ['failed', 'CHL_NOT_FOUND', '/decisions/3'],
      ],
    );
    assert.equal((await app.get(`/api/customers/${one.a}`)).body.movedTo, one.b);
  });

  test('an identifier that too many have is reported, and can be released', async () => {
    const dummy: [string, string] = ['email', 'client@magasin.example'];
    for (let n = 0; n < 12; n++) await come(app, person('Client', `N${n}`, dummy));
    const [reported] = (await app.get('/api/identifiers/quarantined')).body.items;
    assert.deepEqual([reported.kind, reported.value, reported.sharedBy], [...dummy, 11]);
    const release = () =>
      app.post('/api/identifiers/quarantined/release', { kind: dummy[0], value: dummy[1] });
    assert.equal((await release()).status, 204);
    assert.deepEqual((await app.get('/api/identifiers/quarantined')).body.items, []);
    assert.equal((await release()).status, 404);
    for (let n = 0; n < 12; n++) await come(app, person('Client', `M${n}`, dummy));
    assert.equal((await app.get('/api/identifiers/quarantined')).body.items.length, 1);
  });
});
