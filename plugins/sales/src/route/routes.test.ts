import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, startTestChaland, type TestChaland, type TestDialect } from '@chaland/core/testing';
import sales from '../plugin.ts';

const claire = { id: 'claire' };
const line = { id: 'l1', sku: 'scarf', name: 'Scarf', category: ['Women', 'Scarves'], unitPrice: '45.90' };

const sale = (number: string, over: object = {}, data: object = {}) => ({
  id: number,
  source: 'till',
  type: 'receipt',
  time: '2026-02-10T11:00:00+01:00',
  store: 'lyon',
  customer: claire,
  ...over,
  data: { number, currency: 'EUR', lines: [{ ...line, quantity: 1, amount: 4590 }], ...data },
});

const comesBack = sale(
  'b-1',
  { type: 'return', time: '2026-02-14T11:00:00+01:00' },
  {
    lines: [{ ...line, quantity: 1, amount: 4590, reason: 'size', sold: { receipt: 'a-2', line: 'l1' } }],
    exchange: { receipt: 'a-3' },
  },
);

interface Shops extends TestChaland {
  /** Claire's id. */
  claire: string;
}

/** Two shops; Claire buys in both and brings one scarf back; somebody unknown buys in Lyon. */
async function shops(on: TestDialect): Promise<Shops> {
  const app = await startTestChaland({ on, plugins: [sales] });
  await app.stores.put({ code: 'lyon', name: 'Lyon' });
  await app.stores.put({ code: 'paris', name: 'Paris' });
  const fates = await app.moments.record([
    sale('a-1', { time: '2026-02-01T11:00:00+01:00', store: 'paris' }),
    // A number that the till used before.
    sale('a-2', { id: 'old a-2', time: '2026-01-01T11:00:00+01:00' }),
    sale('a-2', { time: '2026-02-10T00:30:00+01:00' }),
    comesBack,
    sale('a-3', { time: '2026-02-14T11:01:00+01:00' }, { exchange: { return: 'b-1' } }),
    sale('a-4', { customer: undefined }),
  ]);
  assert.deepEqual(new Set(fates.map(({ fate }) => fate)), new Set(['recorded']));
  await app.drain();
  return Object.assign(app, { claire: (fates[0] as { customer: string }).customer });
}

onBothDatabases((on) => {
  test("a customer's sales are told in all, by store and by category", async () => {
    await using app = await shops(on);
    const { status, body } = await app.get(`/api/x/sales/customers/${app.claire}`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.facts, [
      {
        currency: 'EUR',
        firstSaleDay: '2026-01-01',
        firstSaleAt: '2026-01-01T10:00:00.000Z',
        lastSaleDay: '2026-02-14',
        lastSaleAt: '2026-02-14T10:01:00.000Z',
        saleCount: 4,
        returnCount: 1,
        gross: 18360,
        refunds: 4590,
        net: 13770,
      },
    ]);
    assert.deepEqual(
      body.stores.map(({ store, net }: { store: string; net: number }) => [store, net]),
      [
        ['lyon', 9180],
        ['paris', 4590],
      ],
    );
    assert.deepEqual(
      body.categories.map(({ category, saleCount }: { category: string[]; saleCount: number }) => [
        category.join(' > '),
        saleCount,
      ]),
      [
        ['Women', 4],
        ['Women > Scarves', 4],
      ],
    );
  });

  test('what several customers bought is told at once', async () => {
    await using app = await shops(on);
    const nobody = '0190a1b2-0000-7000-8000-000000000000';
    const { status, body } = await app.get(`/api/x/sales/customers?id=${app.claire}&id=${nobody}`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      body.items.map(({ customerId, net }: { customerId: string; net: number }) => [customerId, net]),
      [[app.claire, 13770]],
    );
  });

  test('a returned line names the last receipt with that number before it', async () => {
    await using app = await shops(on);
    const { body } = await app.get('/api/x/sales/receipts?kind=return&lines=true');
    const [returned] = body.items;
    assert.equal(returned.exchange, 'a-3');
    const { body: sold } = await app.get('/api/x/sales/receipts?from=2026-02-10&to=2026-02-10');
    const original = sold.items.find(({ number }: { number: string }) => number === 'a-2');
    assert.deepEqual(returned.lines[0].sold, {
      source: 'till',
      receipt: 'a-2',
      line: 'l1',
      moment: original.moment,
    });
  });

  test('receipts are listed the latest first, page by page, a customer or a store alone', async () => {
    await using app = await shops(on);
    const numbers = async (query: string) => {
      const { status, body } = await app.get(`/api/x/sales/receipts?${query}`);
      assert.equal(status, 200, JSON.stringify(body));
      return { all: body.items.map(({ number }: { number: string }) => number), next: body.next };
    };
    const first = await numbers('limit=4');
    assert.deepEqual(first.all, ['a-3', 'b-1', 'a-4', 'a-2']);
    assert.deepEqual((await numbers(`limit=4&cursor=${first.next}`)).all, ['a-1', 'a-2']);
    assert.deepEqual((await numbers(`customer=${app.claire}&store=lyon`)).all, ['a-3', 'b-1', 'a-2', 'a-2']);
    assert.deepEqual((await numbers('from=2026-01-01&to=2026-02-01')).all, ['a-1', 'a-2']);
    assert.deepEqual((await numbers('number=a-2&source=till&to=2026-02-01')).all, ['a-2']);
    assert.deepEqual((await numbers('number=a-2&source=web')).all, []);
    assert.equal((await app.get('/api/x/sales/receipts?cursor=nonsense')).status, 422);
    assert.equal((await app.get('/api/x/sales/receipts?store=nice')).status, 422);
  });

  test("a store's day counts receipts without a customer, and no other store's", async () => {
    await using app = await shops(on);
    const { body } = await app.get('/api/x/sales/stores/lyon/days?from=2026-02-01&to=2026-02-28');
    assert.deepEqual(body.items, [
      {
        day: '2026-02-10',
        currency: 'EUR',
        saleCount: 2,
        returnCount: 0,
        gross: 9180,
        refunds: 0,
        net: 9180,
        articles: 2,
      },
      {
        day: '2026-02-14',
        currency: 'EUR',
        saleCount: 1,
        returnCount: 1,
        gross: 4590,
        refunds: 4590,
        net: 0,
        articles: 0,
      },
    ]);
    assert.equal((await app.get('/api/x/sales/stores/lyon/days?from=2016-02-01&to=2026-02-28')).status, 422);
    assert.equal((await app.get('/api/x/sales/stores/nice/days?from=2026-02-01&to=2026-02-28')).status, 404);
  });

  test('who may see one store sees its receipts and days, and what its customers bought there', async () => {
    await using app = await shops(on);
    const inParis = app.as(await app.keyWith(['sales.read'], { store: 'paris' }));
    const { body } = await inParis.get('/api/x/sales/receipts');
    assert.deepEqual(
      body.items.map(({ number }: { number: string }) => number),
      ['a-1'],
    );
    const days = (store: string) =>
      inParis.get(`/api/x/sales/stores/${store}/days?from=2026-02-01&to=2026-02-28`);
    assert.deepEqual([(await days('paris')).status, (await days('lyon')).status], [200, 403]);
    const { body: there } = await inParis.get(`/api/x/sales/customers/${app.claire}`);
    assert.deepEqual(
      there.facts.map(({ saleCount, net, lastSaleDay }: Record<string, unknown>) => [
        saleCount,
        net,
        lastSaleDay,
      ]),
      [[1, 4590, '2026-02-01']],
    );
    assert.deepEqual(
      there.stores.map(({ store }: { store: string }) => store),
      ['paris'],
    );
    assert.deepEqual(there.categories, []);
    const { body: several } = await inParis.get(`/api/x/sales/customers?id=${app.claire}`);
    assert.deepEqual(
      several.items.map(({ customerId, net }: Record<string, unknown>) => [customerId, net]),
      [[app.claire, 4590]],
    );
    await app.stores.put({ code: 'nice', name: 'Nice' });
    const inNice = app.as(await app.keyWith(['sales.read'], { store: 'nice' }));
    assert.equal((await inNice.get(`/api/x/sales/customers/${app.claire}`)).status, 404);
  });

  test('a product is what its latest line tells', async () => {
    await using app = await shops(on);
    const lines = [{ sku: 'scarf', brand: 'Chaland', quantity: 1, unitPrice: '1', amount: 100 }];
    await app.moments.record([sale('a-9', {}, { lines })]);
    await app.drain();
    const { body } = await app.get('/api/x/sales/products?sku=scarf');
    assert.deepEqual(body.items, [
      {
        sku: 'scarf',
        gtin: null,
        name: 'Scarf',
        brand: 'Chaland',
        category: ['Women', 'Scarves'],
        price: null,
        attributes: null,
      },
    ]);
  });

  test('a customer whom nobody knows has no sales page', async () => {
    await using app = await startTestChaland({ on, plugins: [sales] });
    const { status, body } = await app.get('/api/x/sales/customers/0190a1b2-0000-7000-8000-000000000000');
    assert.deepEqual([status, body.code], [404, 'CHL_NOT_FOUND']);
  });

  test('what is owed until it is redeemed is no purchase, and what is without a number is told by its name', async () => {
    await using app = await shops(on);
    const before = (await app.get(`/api/x/sales/customers/${app.claire}`)).body.facts[0];
    const giftCard = { kind: 'gift_card', category: ['Gifts'], quantity: 1, unitPrice: '50', amount: 5000 };
    const fates = await app.moments.record([
      sale('g-1', { time: '2026-02-20T11:00:00+01:00' }, { lines: [giftCard] }),
      sale(
        'g-2',
        { time: '2026-02-21T11:00:00+01:00' },
        {
          lines: [
            { name: 'Repair', kind: 'service', quantity: 1, unitPrice: '20', amount: 2000 },
            { ...giftCard, reference: '****1234' },
            { kind: 'tip', quantity: 1, unitPrice: '1', amount: 100 },
          ],
          tenders: [{ kind: 'gift_card', amount: 7100, reference: '****0099' }],
        },
      ),
      sale('g-3', {}, { tenders: [{ kind: 'gift_card', amount: 4590, reference: '6006491234567890' }] }),
    ]);
    assert.deepEqual(
      fates.map(({ fate }) => fate),
      ['recorded', 'recorded', 'rejected'],
    );
    await app.drain();
    const { body } = await app.get(`/api/x/sales/customers/${app.claire}`);
    const [after] = body.facts;
    assert.deepEqual(
      [after.saleCount - before.saleCount, after.gross - before.gross, after.lastSaleDay],
      [1, 2000, '2026-02-21'],
    );
    assert.equal(
      body.categories.some(({ category }: { category: string[] }) => category[0] === 'Gifts'),
      false,
    );
    const { body: found } = await app.get('/api/x/sales/receipts?from=2026-02-20&lines=true');
    assert.deepEqual(
      found.items.map(({ number, gross, total, articles }: Record<string, unknown>) => [
        number,
        gross,
        total,
        articles,
      ]),
      [
        ['g-2', 2000, 7100, 0],
        ['g-1', 0, 5000, 0],
      ],
    );
    assert.deepEqual(
      found.items[0].lines.map(({ kind, sku, name }: Record<string, unknown>) => [kind, sku, name]),
      [
        ['service', null, 'Repair'],
        ['gift_card', null, null],
        ['tip', null, null],
      ],
    );
    const days = await app.get('/api/x/sales/stores/lyon/days?from=2026-02-20&to=2026-02-28');
    assert.deepEqual(
      days.body.items.map(({ day, saleCount, gross }: Record<string, unknown>) => [day, saleCount, gross]),
      [['2026-02-21', 1, 2000]],
    );
    const { body: products } = await app.get('/api/x/sales/products');
    assert.deepEqual(
      products.items.map(({ sku }: { sku: string }) => sku),
      ['scarf'],
    );
  });
});
