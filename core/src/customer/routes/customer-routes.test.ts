import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { come, person } from '../testing/people.ts';

onBothDatabases((on) => {
  let app: TestChaland;
  before(async () => {
    app = await startTestChaland({ on, plugins: [visits] });
    await app.stores.put({ code: 'PAR-1', name: 'Paris' });
    await app.stores.put({ code: 'LYO-1', name: 'Lyon' });
  });
  after(() => app.close());
  const inParis = () => app.keyWith(['customers.read', 'moments.read'], { store: 'PAR-1' });

  describe('a customer', () => {
    test('is told with what each source says of them', async () => {
      const id = await come(app, { ...person('Ana', 'Lopes', ['email', 'Ana@Example.com']), id: '12' });
      const { status, body, headers } = await app.get(`/api/customers/${id}`);
      assert.equal(status, 200);
      assert.equal(headers.get('content-type'), 'application/json');
      assert.equal(headers.get('etag'), '"1"');
      const { profiles, ...golden } = body;
      assert.deepEqual(golden, {
        id,
        displayName: 'Ana Lopes',
        attributes: { firstName: 'Ana', lastName: 'Lopes' },
        version: 1,
        createdAt: app.clock.now().toISOString(),
        updatedAt: app.clock.now().toISOString(),
        possibleDuplicates: 0,
      });
      assert.equal(profiles.length, 1);
      assert.equal(profiles[0].source, 'till');
      assert.equal(profiles[0].key, '12');
      assert.deepEqual(profiles[0].identifiers, [
        {
          kind: 'email',
          value: 'ana@example.com',
          raw: 'Ana@Example.com',
          verified: false,
          since: app.clock.now().toISOString(),
          source: 'till',
        },
        {
          kind: 'source:till',
          value: '12',
          raw: '12',
          verified: true,
          since: app.clock.now().toISOString(),
          source: 'till',
        },
      ]);
    });

    test('counts those who may be the same person, from either side', async () => {
      const address: [string, string] = ['email', 'twice@example.com'];
      const ids = [
        await come(app, person('B', 'One', address)),
        await come(app, person('B', 'Two', address)),
      ];
      for (const id of ids) assert.equal((await app.get(`/api/customers/${id}`)).body.possibleDuplicates, 1);
    });

    test('names those who may be the same person, and by what', async () => {
      const address: [string, string] = ['email', 'same@example.com'];
      const one = await come(app, person('B', 'Here', address), { store: 'PAR-1' });
      const other = await come(app, person('B', 'There', address), { store: 'LYO-1' });
      const of = async (id: string, as = app as Pick<typeof app, 'get'>) =>
        (await as.get(`/api/customers/${id}/possible-duplicates`)).body.items;
      const shared = [{ kind: 'email', value: 'same@example.com' }];
      assert.deepEqual(await of(one), [{ id: other, displayName: 'B There', shared }]);
      assert.deepEqual(await of(other), [{ id: one, displayName: 'B Here', shared }]);
      assert.deepEqual(await of(one, app.as(await inParis())), [], 'a seller in Paris never saw the other');
    });

    test('who was merged leads to the one who remains', async () => {
      const [loser, winner] = [await come(app, person('C', 'Old')), await come(app, person('C', 'New'))];
      await app.db.query('update chaland.customer set merged_into = $2::uuid where id = $1::uuid', [
        loser,
        winner,
      ]);
      const { status, headers, body } = await app.get(`/api/customers/${loser}`);
      assert.equal(status, 308);
      assert.equal(headers.get('location'), `/api/customers/${winner}`);
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.deepEqual(body, { movedTo: winner });
      await app.db.query('delete from chaland.customer_profile where customer_id = $1::uuid', [loser]);
      const timeline = await app.get(`/api/customers/${loser}/timeline?limit=3`);
      assert.equal(timeline.headers.get('location'), `/api/customers/${winner}/timeline?limit=3`);
    });

    test('whom nobody knows is not found, and what is no id is refused', async () => {
      const { status, body } = await app.get('/api/customers/019cadc6-9a80-7f54-b9ab-5bd68e9afca6');
      assert.deepEqual([status, body.code], [404, 'CHL_NOT_FOUND']);
      assert.equal((await app.get('/api/customers/12')).status, 422);
    });

    test('is not there for whoever sees only stores where they never came', async () => {
      const [here, there] = [
        await come(app, person('D', 'Here'), { store: 'PAR-1' }),
        await come(app, person('D', 'There'), { store: 'LYO-1' }),
      ];
      const seller = app.as(await inParis());
      assert.equal((await seller.get(`/api/customers/${here}`)).status, 200);
      assert.equal((await seller.get(`/api/customers/${there}`)).status, 404);
      assert.equal((await seller.get(`/api/customers/${there}/timeline`)).status, 404);
      assert.equal(
        (await app.as(await app.keyWith(['stores.read'])).get(`/api/customers/${here}`)).status,
        403,
      );
    });

    test('leaves a trace of who saw them', async () => {
      const id = await come(app, person('E', 'Seen'));
      await app.get(`/api/customers/${id}`);
      await app.get('/api/customers?q=seen');
      const { body } = await app.get(`/api/audit?subjectKind=customer&subjectId=${id}`);
      assert.deepEqual(
        body.items.map(({ action }: { action: string }) => action),
        ['read', 'read'],
      );
    });
  });

  describe('a lookup', () => {
    test('finds customers by identifiers in any spelling, in the order asked', async () => {
      const id = await come(app, {
        ...person('F', 'Found', ['phone', '+33 6 98 76 54 32'], ['email', 'f@example.com']),
        id: '77',
      });
      const { status, body } = await app.post('/api/customers/lookup', {
        identifiers: [
          { kind: 'phone', value: '06.98.76.54.32' },
          { kind: 'email', value: ' F@EXAMPLE.com ' },
          { kind: 'source:till', value: '77' },
          { kind: 'email', value: 'unknown@example.com' },
          { kind: 'email', value: 'not an address' },
          { kind: 'fax', value: '1' },
          { kind: 'phone', value: '06.98.76.54.32' },
        ],
      });
      assert.equal(status, 200);
      const customer = { id, displayName: 'F Found' };
      assert.deepEqual(
        body.results.map(({ customer, canonical, problem }: Record<string, { pointer?: string }>) => [
          customer,
          canonical,
          problem?.pointer,
        ]),
        [
          [customer, '+33698765432', undefined],
          [customer, 'f@example.com', undefined],
          [customer, '77', undefined],
          [null, 'unknown@example.com', undefined],
          [null, null, '/identifiers/4/value'],
          [null, null, '/identifiers/5/kind'],
          [customer, '+33698765432', undefined],
        ],
      );
    });

    test('reads phones with the country that is told', async () => {
      const id = await come(app, person('G', 'Briton', ['phone', '+44 20 7946 0018']));
      const asked = { identifiers: [{ kind: 'phone', value: '020 7946 0018' }] };
      assert.equal((await app.post('/api/customers/lookup', asked)).body.results[0].customer, null);
      const { body } = await app.post('/api/customers/lookup', { ...asked, country: 'GB' });
      assert.equal(body.results[0].customer.id, id);
    });

    test('finds by an exact identifier whom a seller would not see', async () => {
      const id = await come(app, person('H', 'Elsewhere', ['loyalty_card', 'H-1']), { store: 'LYO-1' });
      const { body } = await app.as(await inParis()).post('/api/customers/lookup', {
        identifiers: [{ kind: 'loyalty_card', value: 'h-1' }],
      });
      assert.equal(body.results[0].customer.id, id);
    });

    test('of 1,001 is refused', async () => {
      const identifiers = Array.from({ length: 1_001 }, (_, i) => ({
        kind: 'email',
        value: `${i}@example.com`,
      }));
      assert.equal((await app.post('/api/customers/lookup', { identifiers })).status, 422);
      assert.equal(
        (await app.post('/api/customers/lookup', { identifiers: identifiers.slice(1) })).status,
        200,
      );
    });
  });
});
