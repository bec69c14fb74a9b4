import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { come, person } from '../testing/people.ts';

interface Found {
  id: string;
  displayName: string;
  identifiers: { kind: string; value: string }[];
  outside?: true;
}

onBothDatabases((on) => {
  let app: TestChaland;
  let seller: ReturnType<TestChaland['as']>;
  before(async () => {
    app = await startTestChaland({ on, plugins: [visits] });
    for (const code of ['PAR-1', 'LYO-1']) await app.stores.put({ code, name: code });
    const paris = { store: 'PAR-1' };
    const lyon = { store: 'LYO-1' };
    const ana = person('Ana', 'Early', ['email', 'ana@example.com'], ['phone', '06 12 34 56 78']);
    const bea = person('Bea', 'Late', ['email', 'bea@example.com']);
    await come(app, ana, { ...paris, time: '2026-02-01T10:00:00Z' });
    await come(app, bea, { ...paris, time: '2026-02-02T10:00:00Z' });
    await come(app, ana, { ...paris, time: '2026-02-03T10:00:00Z' });
    await come(app, ana, { ...lyon, time: '2026-02-04T10:00:00Z' });
    await come(
      app,
      person('Chloe', 'Elsewhere', ['email', 'chloe@example.com'], ['loyalty_card', 'C-1']),
      lyon,
    );
    // Passers-by whom nobody knows.
    for (let hour = 10; hour < 20; hour++) {
      await app.moments.recordOne({
        id: `door-${hour}`,
        source: 'door',
        type: 'visit',
        time: `2026-02-05T${hour}:00:00Z`,
        store: 'PAR-1',
        data: { note: 'somebody' },
      });
    }
    seller = app.as(await app.keyWith(['customers.read'], { store: 'PAR-1' }));
  });
  after(() => app.close());

  const names = async (query: string, as: Pick<TestChaland, 'get'> = app) => {
    const found: string[] = [];
    let cursor = '';
    do {
      const { status, body } = await as.get(`/api/customers?${query}${cursor}`);
      assert.equal(status, 200, JSON.stringify(body));
      found.push(
        ...body.items.map(({ displayName, outside }: Found) => `${displayName}${outside ? '!' : ''}`),
      );
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor);
    return found;
  };

  describe('customers', () => {
    test('of a store come by their last moment there, the latest first, page by page', async () => {
      assert.deepEqual(await names('store=PAR-1'), ['Ana Early', 'Bea Late']);
      assert.deepEqual(await names('store=PAR-1&limit=1'), ['Ana Early', 'Bea Late']);
      assert.deepEqual(await names('store=LYO-1'), ['Ana Early', 'Chloe Elsewhere'].toReversed());
      assert.deepEqual(await names('store=LYO-1&q=ana'), ['Ana Early']);
      assert.equal((await app.get('/api/customers?store=NOWHERE')).body.code, 'CHL_STORE_UNKNOWN');
    });

    test('are narrowed by what they can be reached by, and by when they became known', async () => {
      assert.deepEqual(await names('has=email&has=phone'), ['Ana Early']);
      assert.deepEqual(await names('has=phone&q=bea'), []);
      const now = app.clock.now().getTime();
      const at = (minutes: number) => encodeURIComponent(new Date(now + minutes * 60_000).toISOString());
      assert.equal((await names(`since=${at(0)}`)).length, 3);
      assert.equal((await names(`since=${at(10)}`)).length, 0);
      assert.deepEqual(await names(`since=${at(1)}&q=ana`), []);
    });

    test('are shown to a seller who came to their store, others by an exact identifier alone', async () => {
      assert.deepEqual(await names('', seller), ['Ana Early', 'Bea Late']);
      assert.deepEqual(await names('store=LYO-1', seller), []);
      assert.deepEqual(await names('q=chloe', seller), []);
      assert.deepEqual(await names('q=chloe@example', seller), []);
      assert.deepEqual(await names('q=Chloe@Example.com', seller), ['Chloe Elsewhere!']);
      assert.deepEqual(await names('q=c-1', seller), ['Chloe Elsewhere!']);
      const [found] = (await seller.get('/api/customers?q=c-1')).body.items as Found[];
      assert.deepEqual(found!.identifiers, [{ kind: 'loyalty_card', value: 'C-1', verified: false }]);
      assert.equal((await seller.get(`/api/customers/${found!.id}`)).status, 404);
      assert.deepEqual(await names('q=c-1'), ['Chloe Elsewhere']);
    });
  });
});
