import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { come } from '../testing/people.ts';
import { recomputeCustomers, recomputeIfRulesChanged } from './recompute-all.ts';

onBothDatabases((on) => {
  let app: TestChaland;
  let people: string[];
  before(async () => {
    app = await startTestChaland({ on, plugins: [visits] });
    people = [];
    for (const n of [1, 2, 3]) {
      for (const [source, lastName] of [
        ['till', `Martin${n}`],
        ['web', `Durand${n}`],
      ] as const) {
        app.clock.advance({ minutes: 1 });
        const customer = {
          id: `${source}-${n}`,
          identifiers: [{ kind: 'loyalty_card', value: `CARD${n}` }],
          attributes: { lastName },
        };
        people[n - 1] = await come(app, customer, { source, time: app.clock.now().toISOString() });
      }
    }
  });
  after(() => app.close());

  const names = () =>
    Promise.all(people.map(async (id) => (await app.get(`/api/customers/${id}`)).body.displayName));
  const setRules = async (survivorship: unknown) => {
    const { headers } = await app.get('/api/settings/core');
    const etag = { 'if-match': headers.get('etag')! };
    const { status } = await app.put('/api/settings/core', { identity: { survivorship } }, etag);
    assert.equal(status, 200);
  };
  const bySource = (...sources: string[]) => ({ default: { rule: 'source-priority', sources } });
  const status = async () => (await app.jobs.status()).find(({ id }) => id === 'core.recompute-customers')!;

  test('new rules choose every customer anew, once all processes know of them', async () => {
    assert.deepEqual(await names(), ['Durand1', 'Durand2', 'Durand3']);
    await setRules(bySource('till'));
    await app.drain();
    assert.deepEqual(await names(), ['Durand1', 'Durand2', 'Durand3']);
    app.clock.advance({ seconds: 5 });
    await app.drain();
    assert.deepEqual(await names(), ['Martin1', 'Martin2', 'Martin3']);
  });

  test('a change of anything else chooses nobody anew', async () => {
    await setRules(bySource('till'));
    assert.equal((await status()).queued, 0);
  });

  test('a run goes on where it was interrupted, and says how far it is', async () => {
    await setRules(bySource('web'));
    app.clock.advance({ seconds: 5 });
    const [first] = people.toSorted();
    const saved: unknown[] = [];
    const run = {
      id: 'run',
      signal: new AbortController().signal,
      saved: { after: first, done: 1 },
      save: async (progress: unknown) => {
        saved.push(progress);
      },
    };
    await recomputeCustomers.value.handle({}, app.contextOf('core'), run);
    const chosen = new Map(people.map((id, index) => [id, index]));
    const expected = people.map((_, n) => (chosen.get(first!) === n ? `Martin${n + 1}` : `Durand${n + 1}`));
    assert.deepEqual(await names(), expected);
    const last = people.toSorted().at(-1);
    assert.deepEqual(saved, [{ done: 3, total: 3, saved: { after: last, done: 3 } }]);
  });

  test('rules that were changed in the configuration are noticed at the start', async () => {
    await app.drain();
    assert.equal((await status()).queued, 0);
    await recomputeIfRulesChanged(app.contextOf('core'));
    assert.equal((await status()).queued, 0);
    await app.db.query(`update chaland.survivorship set digest = 'by other rules'`);
    await recomputeIfRulesChanged(app.contextOf('core'));
    assert.equal((await status()).queued, 1);
  });
});

test('a receipt is taken though the settings are to be corrected first', async () => {
  await using app = await startTestChaland({ plugins: [visits] });
  await app.db.query(
    `insert into chaland.setting (plugin, value, updated_at) values ('core', '{"identity": {"gone": 1}}', now())`,
  );
  const id = await come(app, { id: '1', attributes: { lastName: 'Martin' } });
  assert.equal((await app.get(`/api/customers/${id}`)).body.displayName, 'Martin');
});
