import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startTestChaland } from '../testing/index.ts';

const paris = { code: 'PAR1', name: 'Paris Rivoli' };

describe('stores, brands and staff over the API', () => {
  test('are created, read, changed and listed', async () => {
    await using app = await startTestChaland();
    await app.post('/api/brands', { code: 'MAIN', name: 'Main' });
    const created = await app.post('/api/stores', { ...paris, brand: 'MAIN' });
    assert.equal(created.status, 201);
    assert.equal(created.headers.get('location'), '/api/stores/PAR1');
    const seller = await app.post('/api/staff', { code: 'S1', name: 'Seller 1', store: 'PAR1' });
    assert.equal(seller.body.storeId, created.body.id);

    const { headers } = await app.get('/api/stores/PAR1');
    const changed = await app.patch(
      '/api/stores/PAR1',
      { brand: null },
      { 'if-match': headers.get('etag')! },
    );
    assert.equal(changed.body.brandId, null);
    assert.equal(changed.headers.get('etag'), '"2"');
    assert.deepEqual((await app.get('/api/stores')).body, { items: [changed.body], next: null });
    assert.equal((await app.get('/api/staff?store=PAR1')).body.items.length, 1);
    assert.equal((await app.get('/api/staff?store=NONE')).body.code, 'CHL_STORE_UNKNOWN');
  });

  test('are listed page by page, in order of their codes', async () => {
    await using app = await startTestChaland();
    for (const code of ['C', 'A', 'é', 'B', 'a']) await app.stores.put({ code, name: code });
    const codes: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await app.get(`/api/stores?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      codes.push(...body.items.map(({ code }: { code: string }) => code));
      cursor = body.next;
    }
    assert.deepEqual(codes, ['A', 'B', 'C', 'a', 'é']);
  });

  test('with a code that is taken are refused, and nothing is overwritten', async () => {
    await using app = await startTestChaland();
    await app.post('/api/stores', paris);
    const { status, body } = await app.post('/api/stores', { ...paris, name: 'Other' });
    assert.equal(status, 409);
    assert.equal(body.pointer, '/code');
    assert.equal((await app.get('/api/stores/PAR1')).body.name, 'Paris Rivoli');
  });

  test('are changed by one of two who read the same version; the other is told', async () => {
    await using app = await startTestChaland();
    await app.post('/api/stores', paris);
    const answers = await Promise.all(
      ['A', 'B'].map((name) => app.patch('/api/stores/PAR1', { name }, { 'if-match': '"1"' })),
    );
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 412]);
    const told = answers.find(({ status }) => status === 412)!;
    assert.equal(told.body.code, 'CHL_PRECONDITION_FAILED');
  });

  test('have faults that are named', async () => {
    await using app = await startTestChaland();
    const bad = async (body: object) => (await app.post('/api/stores', body)).body;
    assert.equal((await bad({ ...paris, currency: 'EUX' })).pointer, '/currency');
    assert.equal((await bad({ ...paris, country: 'fr' })).pointer, '/country');
    assert.equal((await bad({ ...paris, timeZone: 'CET+1' })).pointer, '/timeZone');
    assert.equal((await bad({ ...paris, brand: 'NONE' })).code, 'CHL_BRAND_UNKNOWN');
    assert.equal((await bad({ ...paris, code: ' PAR1' })).pointer, '/code');
    assert.equal((await bad({ ...paris, code: 'A/B' })).pointer, '/code');
    assert.equal((await bad({ ...paris, region: 'IDF' })).pointer, '/region');
    assert.equal((await app.get('/api/stores/NONE')).status, 404);
  });

  test('are shown to whoever is limited to some stores as far as these, and their brands', async () => {
    await using app = await startTestChaland();
    for (const code of ['MAIN', 'OUTLET']) await app.stores.putBrand({ code, name: code });
    for (const [code, brand] of [
      ['PAR1', 'MAIN'],
      ['PAR2', 'MAIN'],
      ['ORL1', 'OUTLET'],
    ] as const) {
      await app.stores.put({ code, name: code, brand });
    }
    const codesOf = async (path: string, asked: { get: typeof app.get }) =>
      (await asked.get(path)).body.items.map(({ code }: { code: string }) => code);

    const seller = app.as(await app.keyWith(['stores.read'], { store: 'PAR1' }));
    assert.deepEqual(await codesOf('/api/stores', seller), ['PAR1']);
    assert.deepEqual(await codesOf('/api/brands', seller), ['MAIN']);
    assert.equal((await seller.get('/api/stores/PAR1')).status, 200);
    for (const hidden of ['/api/stores/PAR2', '/api/brands/OUTLET']) {
      assert.equal((await seller.get(hidden)).status, 404, hidden);
    }
    const head = app.as(await app.keyWith(['stores.read'], { brand: 'MAIN' }));
    assert.deepEqual(await codesOf('/api/stores', head), ['PAR1', 'PAR2']);
    const writer = app.as(await app.keyWith(['stores.read', 'stores.write'], { store: 'PAR1' }));
    const renamed = await writer.patch('/api/stores/PAR1', { name: 'Mine' }, { 'if-match': '*' });
    assert.equal(renamed.status, 403);
  });

  test('with spaces and accents in their codes are found by them', async () => {
    await using app = await startTestChaland();
    const { headers } = await app.post('/api/stores', { code: 'Orléans 2', name: 'Orléans' });
    assert.equal((await app.get(headers.get('location')!)).body.code, 'Orléans 2');
  });
});
