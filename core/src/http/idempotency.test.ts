import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onBothDatabases, onPostgres, startTestChaland } from '../testing/index.ts';

const key = (value: string) => ({ 'idempotency-key': value });
const paris = { code: 'PAR1', name: 'Paris' };

onBothDatabases((on) => {
  describe('a POST with an Idempotency-Key', () => {
    test('happens once however often it is sent, and is answered alike', async () => {
      await using app = await startTestChaland({ on });
      const first = await app.post('/api/stores', paris, key('a'));
      const again = await app.post('/api/stores', paris, key('a'));
      assert.equal(first.status, 201);
      assert.equal(again.status, 201);
      assert.deepEqual(again.body, first.body);
      assert.equal(again.headers.get('location'), '/api/stores/PAR1');
      assert.equal(again.headers.get('idempotency-replayed'), 'true');
      assert.equal((await app.get('/api/stores')).body.items.length, 1);
    });

    test('is refused where the key came before with another request', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/stores', paris, key('a'));
      const { status, body } = await app.post('/api/stores', { ...paris, name: 'Lyon' }, key('a'));
      assert.equal(status, 422);
      assert.equal(body.code, 'CHL_IDEMPOTENCY_MISMATCH');
      assert.equal((await app.post('/api/brands', paris, key('a'))).status, 422);
    });

    test('that failed did not happen: the key is free for the mended request', async () => {
      await using app = await startTestChaland({ on });
      assert.equal((await app.post('/api/stores', { ...paris, brand: 'none' }, key('a'))).status, 422);
      assert.equal((await app.post('/api/stores', paris, key('a'))).status, 201);
    });

    test('is forgotten after a day', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/stores', paris, key('a'));
      app.clock.advance({ hours: 23 });
      assert.equal((await app.post('/api/stores', paris, key('a'))).status, 201);
      app.clock.advance({ hours: 2 });
      assert.equal((await app.post('/api/stores', paris, key('a'))).status, 409);
    });

    test('is out of the database an hour later at most', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/stores', paris, key('a'));
      app.clock.advance({ hours: 25 });
      await app.jobs.enqueue('core.forget-idempotency-keys');
      await app.drain();
      assert.deepEqual(await app.db.query('select * from chaland.idempotency'), []);
    });

    test('shares its key with nobody else', async () => {
      await using app = await startTestChaland({ on });
      await app.post('/api/stores', paris, key('a'));
      const other = app.as(await app.keyWith(['stores.write']));
      assert.equal((await other.post('/api/stores', { ...paris, code: 'LYO1' }, key('a'))).status, 201);
    });

    test('whose answer is a secret does not keep it, and says so', async () => {
      await using app = await startTestChaland({ on });
      const request = { name: 'Till', grants: [{ role: 'administrator' }] };
      const { body } = await app.post('/api/keys', request, key('a'));
      const again = await app.post('/api/keys', request, key('a'));
      assert.equal(again.status, 409);
      assert.equal(again.body.code, 'CHL_IDEMPOTENCY_SECRET');
      const kept = await app.db.query('select * from chaland.idempotency');
      assert.doesNotMatch(JSON.stringify(kept), new RegExp(body.key));
    });

    test('has a key of visible ASCII', async () => {
      await using app = await startTestChaland({ on });
      assert.equal((await app.post('/api/stores', paris, key('x'.repeat(256)))).status, 422);
    });
  });
});

onPostgres(() => {
  test('ten at once with one Idempotency-Key happen once, and all are answered alike', async () => {
    await using app = await startTestChaland({ on: 'postgres' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => app.post('/api/stores', paris, key('a'))),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array(10).fill(201),
    );
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
    assert.equal(answers.filter(({ headers }) => headers.has('idempotency-replayed')).length, 9);
  });
});
