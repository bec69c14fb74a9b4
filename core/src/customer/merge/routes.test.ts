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

  const two = async (): Promise<[survivor: string, loser: string]> => [
    await come(app, person('Ana', 'Here'), { store: 'PAR-1' }),
    await come(app, person('Anna', 'There'), { store: 'LYO-1' }),
  ];
  const merge = (survivor: string, loser: string, more = {}) =>
    app.post('/api/merges', { survivor, loser, ...more });

  describe('merging two customers', () => {
    test('makes one of them, says who did it and why, and leads from the other’s id', async () => {
      const [survivor, loser] = await two();
      const { status, body, headers } = await merge(survivor, loser, { reason: 'Same card shown' });
      assert.equal(status, 201);
      assert.equal(headers.get('location'), `/api/merges/${body.id}`);
      const { kind, rule, reason, madeBy, undoneAt } = body;
      assert.deepEqual(
        { kind, rule, reason, by: madeBy.kind, name: madeBy.name, undoneAt },
        { kind: 'merge', rule: 'person', reason: 'Same card shown', by: 'key', name: 'test', undoneAt: null },
      );
      const record = await app.get(`/api/customers/${survivor}`);
      assert.equal(record.body.profiles.length, 2);
      assert.equal((await app.get(`/api/customers/${survivor}/timeline`)).body.items.length, 2);
      const moved = await app.get(`/api/customers/${loser}`);
      assert.deepEqual([moved.status, moved.body], [308, { movedTo: survivor }]);
      assert.deepEqual((await app.get(`/api/merges?customer=${survivor}`)).body.items, [body]);
    });

    test('takes the values that somebody chose', async () => {
      const [survivor, loser] = await two();
      const nameOf = async (id: string) => (await app.get(`/api/customers/${id}`)).body.displayName;
      const profileOf = async (id: string) => (await app.get(`/api/customers/${id}`)).body.profiles[0].id;
      const choices = { firstName: await profileOf(survivor), lastName: await profileOf(loser) };
      assert.deepEqual((await merge(survivor, loser, { choices })).body.choices, choices);
      assert.equal(await nameOf(survivor), 'Ana There');
    });

    test('is in the audit trail of both', async () => {
      const [survivor, loser] = await two();
      const { body } = await merge(survivor, loser);
      await app.post(`/api/merges/${body.id}/undo`, {});
      for (const id of [survivor, loser]) {
        const trail = await app.get(`/api/audit?subjectKind=customer&subjectId=${id}`);
        const actions = trail.body.items.map(({ action }: { action: string }) => action);
        assert.deepEqual(actions.sort(), ['merge', 'unmerge']);
      }
    });
  });

  describe('undoing a merge', () => {
    test('gives both back as they were, whatever was merged and undone around it', async () => {
      const [a, b] = await two();
      const [c, d] = await two();
      const ids = [a, b, c, d];
      const records = async () => {
        const told = await Promise.all(ids.map((id) => app.get(`/api/customers/${id}`)));
        return told.map(({ body: { version, updatedAt, ...record } }) => record);
      };
      const before = await records();
      const first = (await merge(b, a)).body;
      const second = (await merge(c, b)).body;
      const third = (await merge(d, c)).body;
      assert.equal((await app.get(`/api/customers/${a}`)).body.movedTo, d);
      assert.equal((await app.post(`/api/merges/${second.id}/undo`, { reason: 'Two sisters' })).status, 200);
      assert.equal((await app.get(`/api/customers/${a}`)).body.movedTo, b);
      assert.equal((await app.get(`/api/customers/${c}`)).body.movedTo, d, 'a merge above stands');
      for (const { id } of [third, first])
        assert.equal((await app.post(`/api/merges/${id}/undo`, {})).status, 200);
      assert.deepEqual(await records(), before);
      const undone = (await app.get(`/api/merges/${second.id}`)).body;
      assert.deepEqual([undone.undoneReason, undone.undoneBy.name], ['Two sisters', 'test']);
    });

    test('keeps them from being merged by themselves again, and a person may still do it', async () => {
      const [survivor, loser] = await two();
      const { body } = await merge(survivor, loser);
      await app.post(`/api/merges/${body.id}/undo`, {});
      const by = { kind: 'system', id: 'system', name: 'Chaland' } as const;
      const again = { survivorId: survivor, loserId: loser, by, rule: 'match', automatic: true };
      await assert.rejects(app.merges.merge(again), { code: 'CHL_MERGE_BLOCKED' });
      assert.equal((await merge(survivor, loser)).status, 201);
    });

    test('is refused a second time, and once the person was erased', async () => {
      const [survivor, loser] = await two();
      const { body } = await merge(survivor, loser);
      const undo = async () => {
        const answer = await app.post(`/api/merges/${body.id}/undo`, {});
        return [answer.status, answer.body.code];
      };
      await undo();
      assert.deepEqual(await undo(), [409, 'CHL_MERGE_UNDONE']);
      const other = (await merge(survivor, loser, { reason: 'Ana again' })).body;
      await app.db.transaction(async () => {
        const { forgetIdentity } = await import('./forget.ts');
        await forgetIdentity(app.db, survivor, app.clock.now());
      });
      const refused = await app.post(`/api/merges/${other.id}/undo`, {});
      assert.deepEqual([refused.status, refused.body.code], [410, 'CHL_MERGE_ERASED']);
      assert.equal((await app.get(`/api/merges/${other.id}`)).body.reason, null);
    });
  });

  describe('what can not be merged', () => {
    test('is told with the reason and the place', async () => {
      const [survivor, loser] = await two();
      const [third] = await two();
      await merge(survivor, loser);
      const nobody = '019cadc6-9a80-7f54-b9ab-5bd68e9afca6';
      const told = async (body: object) => {
        const answer = await app.post('/api/merges', body);
        return [answer.status, answer.body.code, answer.body.pointer];
      };
      assert.deepEqual(await told({ survivor: third, loser: third }), [422, 'CHL_MERGE_SAME', '/loser']);
      assert.deepEqual(await told({ survivor: third, loser }), [409, 'CHL_MERGE_MERGED', '/loser']);
      assert.deepEqual(await told({ survivor: nobody, loser }), [404, 'CHL_NOT_FOUND', '/survivor']);
      assert.deepEqual(await told({ survivor: third, loser: survivor, choices: { shoe: nobody } }), [
        422,
        'CHL_INPUT_INVALID',
        '/choices/shoe',
      ]);
      assert.deepEqual(await told({ survivor: third, loser: survivor, choices: { lastName: nobody } }), [
        422,
        'CHL_INPUT_INVALID',
        '/choices/lastName',
      ]);
      assert.deepEqual(await told({ survivor: third }), [422, 'CHL_INPUT_INVALID', '/loser']);
    });

    test('is a customer of a store that somebody has nothing to do with, and their merges', async () => {
      const [here, there] = await two();
      const [alsoHere] = await two();
      const seller = app.as(await app.keyWith(['customers.merge'], { store: 'PAR-1' }));
      const refused = await seller.post('/api/merges', { survivor: here, loser: there });
      assert.deepEqual([refused.status, refused.body.pointer], [404, '/loser']);
      const made = await seller.post('/api/merges', { survivor: here, loser: alsoHere });
      assert.equal(made.status, 201);
      assert.equal((await seller.get(`/api/merges?customer=${here}`)).body.items.length, 1);
      assert.equal((await seller.get('/api/merges')).status, 403);
      const [elsewhere] = [await come(app, person('Far', 'Away'), { store: 'LYO-1' })];
      const { body } = await merge(there, elsewhere);
      assert.equal((await seller.get(`/api/merges/${body.id}`)).status, 404);
      assert.equal((await seller.post(`/api/merges/${body.id}/undo`, {})).status, 404);
      const reader = app.as(await app.keyWith(['customers.read']));
      assert.equal((await reader.post('/api/merges', { survivor: here, loser: there })).status, 403);
    });
  });
});
