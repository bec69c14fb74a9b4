import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aReceipt,
  onBothDatabases,
  startTestChaland,
  type TestChaland,
  type TestDialect,
} from '@chaland/core/testing';
import sales from '@chaland/sales';
import scoreRfm from '../plugin.ts';

const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

interface Shop extends TestChaland {
  /** The customers' ids, from the one who bought last to the one who bought first. */
  buyers: string[];
  /** Has only brought something back. */
  returner: string;
}

/** Five customers: the n-th bought n times, the last time n days before the first of March. */
async function shop(on: TestDialect): Promise<Shop> {
  const app = await startTestChaland({ on, plugins: [sales, scoreRfm] });
  const buyers: string[] = [];
  const record = async (receipt: object): Promise<string> => {
    const [fate] = await app.moments.record([receipt]);
    assert.equal(fate?.fate, 'recorded', JSON.stringify(fate));
    return (fate as { customer: string }).customer;
  };
  for (let n = 1; n <= 5; n++) {
    const customer = { id: `customer-${n}` };
    for (let time = 0; time < n; time++) {
      const at = new Date(Date.UTC(2026, 1, 29 - n - time, 12)).toISOString();
      buyers[n - 1] = await record(aReceipt({ customer, time: at, lines: [{ price: 1000 }] }));
    }
  }
  const returner = await record({ ...aReceipt({ customer: { id: 'returner' } }), type: 'return' });
  await app.drain();
  return Object.assign(app, { buyers, returner });
}

async function score(app: TestChaland, asOf: string) {
  const { status, body } = await app.post('/api/x/score-rfm/runs', { asOf });
  assert.equal(status, 202, JSON.stringify(body));
  assert.equal(body.state, 'queued');
  await app.drain();
  return (await app.get(`/api/x/score-rfm/runs/${body.id}`)).body;
}

onBothDatabases((on) => {
  test('a run scores those who bought, and says what was just enough for each score', async () => {
    await using app = await shop(on);
    const run = await score(app, '2026-03-01');
    assert.deepEqual([run.state, run.customers, run.asOf, run.currency], ['done', 5, '2026-03-01', 'EUR']);
    assert.deepEqual(run.thresholds, {
      recency: { 1: 5, 2: 4, 3: 3, 4: 2, 5: 1 },
      frequency: { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5 },
      monetary: { 1: 1000, 2: 2000, 3: 3000, 4: 4000, 5: 5000 },
    });
    assert.equal((await app.get('/api/x/score-rfm/runs')).body.items[0].id, run.id);
  });

  test('a score tells its reasons in one line each', async () => {
    await using app = await shop(on);
    await score(app, '2026-03-01');
    const { body } = await app.get(`/api/x/score-rfm/customers/${app.buyers[1]}`);
    assert.deepEqual([body.recency, body.frequency, body.monetary, body.modelVersion], [4, 2, 2, 1]);
    assert.deepEqual(
      body.reasons.map(({ text }: { text: { en: string } }) => text.en),
      [
        'Last purchase 2 days before 2026-03-01: 4 of 5 (at most 2), rank 4 of 5',
        '2 purchases: 2 of 5 (at least 2), rank 2 of 5',
        '€20.00 spent, returns taken off: 2 of 5 (at least €20.00), rank 2 of 5',
      ],
    );
    assert.deepEqual(
      body.reasons.map(({ text }: { text: { fr: string } }) => spaced(text.fr)),
      [
        'Dernier achat 2 jours avant le 2026-03-01 : 4 sur 5 (au plus 2), rang 4 sur 5',
        '2 achats : 2 sur 5 (au moins 2), rang 2 sur 5',
        '20,00 € dépensés, retours déduits : 2 sur 5 (au moins 20,00 €), rang 2 sur 5',
      ],
    );
  });

  test('a seller sees the scores of who came to their store, and not why', async () => {
    await using app = await shop(on);
    for (const code of ['lyon', 'nice']) await app.stores.put({ code, name: code });
    await app.moments.record([aReceipt({ customer: { id: 'customer-1' }, store: 'lyon' })]);
    await score(app, '2026-03-01');
    const as = async (store: string) => app.as(await app.keyWith(['score-rfm.read'], { store }));
    const path = `/api/x/score-rfm/customers/${app.buyers[0]}`;
    const { status, body } = await (await as('lyon')).get(path);
    assert.deepEqual([status, body.recency, body.reasons], [200, 5, []]);
    assert.equal((await (await as('nice')).get(path)).status, 404);
  });

  test('who never bought until the as-of day has no score, and loses the one they had', async () => {
    await using app = await shop(on);
    await score(app, '2026-03-02');
    const statusOf = async (id: string) => (await app.get(`/api/x/score-rfm/customers/${id}`)).status;
    assert.equal(await statusOf(app.returner), 404);
    assert.equal(await statusOf(app.buyers[0]!), 200);
    const run = await score(app, '2026-02-27');
    assert.equal(run.customers, 4);
    assert.equal(await statusOf(app.buyers[0]!), 404);
  });

  test('the distribution has all 25 cells', async () => {
    await using app = await shop(on);
    await score(app, '2026-03-01');
    const { body } = await app.get('/api/x/score-rfm/distribution?columns=monetary');
    assert.deepEqual(
      [body.cells.length, body.customers, body.rows, body.columns],
      [25, 5, 'recency', 'monetary'],
    );
    assert.deepEqual(
      body.cells.filter(({ customers }: { customers: number }) => customers > 0),
      [1, 2, 3, 4, 5].map((row) => ({ row, column: 6 - row, customers: 1, net: (6 - row) * 1000 })),
    );
  });

  test('every night all customers are scored as of that day, where the deployment is', async () => {
    await using app = await shop(on);
    app.clock.set('2026-03-03T03:20:00Z');
    await app.drain();
    const { body } = await app.get('/api/x/score-rfm/runs');
    assert.deepEqual(
      body.items.map(({ state, asOf }: { state: string; asOf: string }) => [state, asOf]),
      [['done', '2026-03-03']],
    );
  });

  test('a day ahead cannot be scored, and only who may compute starts a run', async () => {
    await using app = await shop(on);
    const { status, body } = await app.post('/api/x/score-rfm/runs', { asOf: '2026-03-03' });
    assert.deepEqual([status, body.pointer], [422, '/asOf']);
    const reader = app.as(await app.keyWith(['score-rfm.read']));
    assert.equal((await reader.post('/api/x/score-rfm/runs', {})).status, 403);
    assert.equal((await reader.get('/api/x/score-rfm/distribution')).status, 200);
  });
});
