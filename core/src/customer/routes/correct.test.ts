import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { come, person } from '../testing/people.ts';

onBothDatabases((on) => {
  let app: TestChaland;
  before(async () => {
    app = await startTestChaland({ on, plugins: [visits] });
    for (const code of ['PAR-1', 'LYO-1']) await app.stores.put({ code, name: code });
  });
  after(() => app.close());

  const told = async (id: string) => (await app.get(`/api/customers/${id}/attributes`)).body.items;
  const correct = async (id: string, body: unknown, by: Pick<TestChaland, 'get' | 'patch'> = app) => {
    const { headers } = await app.get(`/api/customers/${id}`);
    return by.patch(`/api/customers/${id}`, body, { 'if-match': headers.get('etag')! });
  };
  const sameCard = (card: string, source: string, attributes: Record<string, unknown>) =>
    come(
      app,
      { id: `${source}-${card}`, identifiers: [{ kind: 'loyalty_card', value: card }], attributes },
      { source, time: app.clock.now().toISOString() },
    );

  describe("a customer's attributes", () => {
    test('are told with why each value won, and which lost', async () => {
      const id = await sameCard('A1', 'till', { lastName: 'Martin', firstName: 'Anne' });
      app.clock.advance({ hours: 1 });
      await sameCard('A1', 'web', { lastName: 'Durand', firstName: 'Anne' });
      const items = await told(id);
      const [first, last] = items;
      assert.deepEqual(
        items.map(({ attribute }: { attribute: string }) => attribute),
        ['firstName', 'lastName'],
      );
      assert.deepEqual(
        [last.value, last.source, last.why, last.rule],
        ['Durand', 'web', 'latest', { rule: 'latest', sources: [] }],
      );
      assert.equal(last.verified, false);
      assert.deepEqual(
        last.others.map(({ value, source, why }: Record<string, unknown>) => [value, source, why]),
        [['Martin', 'till', 'latest']],
      );
      assert.ok(last.others[0].since < last.since);
      assert.equal(first.others[0].why, 'same');
    });

    test('are shown to whom the customer is shown', async () => {
      const id = await come(app, person('Ana', 'Lopes'), { store: 'PAR-1' });
      const path = `/api/customers/${id}/attributes`;
      const inStore = (store: string) => app.keyWith(['customers.read'], { store });
      assert.equal((await app.as(await inStore('PAR-1')).get(path)).status, 200);
      assert.equal((await app.as(await inStore('LYO-1')).get(path)).status, 404);
    });
  });

  describe('a correction', () => {
    test('wins over what sources say, now and later', async () => {
      const id = await sameCard('B1', 'till', { lastName: 'Martin' });
      const { status, body } = await correct(id, {
        attributes: { lastName: 'Dupont', custom: { size: 38 } },
      });
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(body.attributes, { lastName: 'Dupont', custom: { size: 38 } });
      assert.equal(body.displayName, 'Dupont');
      app.clock.advance({ hours: 1 });
      await sameCard('B1', 'till', { lastName: 'Martine' });
      assert.equal((await app.get(`/api/customers/${id}`)).body.attributes.lastName, 'Dupont');
      const lastName = (await told(id)).find(
        ({ attribute }: { attribute: string }) => attribute === 'lastName',
      );
      assert.deepEqual([lastName.why, lastName.source], ['corrected', 'chaland']);
      assert.deepEqual([lastName.others[0].value, lastName.others[0].why], ['Martine', 'corrected']);
    });

    test('says that there is none, until it is withdrawn', async () => {
      const id = await sameCard('C1', 'till', { birthDate: '1980-01-02', custom: { vip: true } });
      const none = await correct(id, { attributes: { birthDate: null, custom: { vip: null } } });
      assert.deepEqual(none.body.attributes, {});
      const [birthDate] = await told(id);
      assert.deepEqual([birthDate.value, birthDate.others[0].value], [null, '1980-01-02']);
      const back = await correct(id, { withdraw: ['birthDate', 'custom.vip'] });
      assert.deepEqual(back.body.attributes, { birthDate: '1980-01-02', custom: { vip: true } });
    });

    test('adds what somebody is known by; what another has makes the two a possible duplicate', async () => {
      const id = await sameCard('D1', 'till', { lastName: 'Roy' });
      const other = await come(app, person('E', 'Else', ['email', 'taken@example.com']));
      const identifiers = [
        { kind: 'email', value: ' Roy@Example.com', verified: true },
        { kind: 'email', value: 'taken@example.com' },
      ];
      assert.equal((await correct(id, { identifiers })).status, 200);
      const asked = { identifiers: [{ kind: 'email', value: 'roy@example.com' }] };
      const { body } = await app.post('/api/customers/lookup', asked);
      assert.equal(body.results[0].customer.id, id);
      const { body: pairs } = await app.get(`/api/customers/${id}/possible-duplicates`);
      assert.deepEqual(
        pairs.items.map((one: { id: string }) => one.id),
        [other],
      );
    });

    test('is made from a version, by who may', async () => {
      const id = await come(app, person('Ana', 'Lopes'), { store: 'PAR-1' });
      const body = { attributes: { lastName: 'Lopez' } };
      const path = `/api/customers/${id}`;
      assert.equal((await app.patch(path, body)).status, 428);
      assert.equal((await app.patch(path, body, { 'if-match': '"9"' })).status, 412);
      const inStore = async (store: string, permission: string) =>
        app.as(await app.keyWith([permission], { store }));
      assert.equal((await correct(id, body, await inStore('PAR-1', 'customers.read'))).status, 403);
      assert.equal((await correct(id, body, await inStore('LYO-1', 'customers.write'))).status, 404);
      assert.equal((await correct(id, body, await inStore('PAR-1', 'customers.write'))).status, 200);
    });

    test('is refused with its place where it can’t be', async () => {
      const id = await come(app, person('Ana', 'Lopes'));
      const refused = async (body: unknown) => {
        const { status, body: told } = await correct(id, body);
        return [status, told.errors?.[0]?.pointer ?? told.pointer];
      };
      assert.deepEqual(await refused({ attributes: { lastName: 5 } }), [422, '/attributes/lastName']);
      assert.deepEqual(await refused({ attributes: { shoe: 'x' } }), [422, '/attributes/shoe']);
      assert.deepEqual(await refused({ attributes: { gender: 'x' } }), [422, '/attributes/gender']);
      const wrong = { identifiers: [{ kind: 'email', value: 'x' }] };
      assert.deepEqual(await refused(wrong), [422, '/identifiers/0/value']);
    });

    test('is in the audit trail with the names of what changed', async () => {
      const id = await come(app, person('Ana', 'Lopes'));
      await correct(id, { attributes: { lastName: 'Lopez', gender: 'female' } });
      const { body } = await app.get(`/api/audit?subjectKind=customer&subjectId=${id}`);
      const entry = body.items.find(({ action }: { action: string }) => action === 'update');
      assert.deepEqual(
        entry?.changes?.fields?.toSorted(),
        ['gender', 'lastName'],
        JSON.stringify(body.items),
      );
    });
  });

  test('no source may speak as the retailer', async () => {
    const customer = { id: 'x', attributes: { lastName: 'No' } };
    const fate = await app.moments.recordOne({
      id: 'spoof',
      source: 'chaland',
      type: 'visit',
      time: app.clock.now().toISOString(),
      customer,
      data: {},
    });
    assert.equal(fate.fate === 'rejected' && fate.problem.pointer, '/source');
  });
});
