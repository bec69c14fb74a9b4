import assert from 'node:assert/strict';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import { createChaland } from '../boot.ts';
import { createDatabase } from '../data/database.ts';
import { postgresDriver } from '../data/postgres.ts';
import { createLog } from '../log.ts';
import { apiClient } from '../testing/api-client.ts';
import { onPostgres, startTestChaland, testDatabase } from '../testing/index.ts';

/** Between Chaland and its server: a server that can be switched off and on. */
async function switchedDatabase(address: string) {
  const target = new URL(address);
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;
  const on = () =>
    new Promise<void>((resolve) => {
      server = createServer((inside) => {
        const outside = connect(Number(target.port), target.hostname);
        for (const [one, other] of [
          [inside, outside],
          [outside, inside],
        ] as const) {
          sockets.add(one);
          one.on('error', () => {});
          one.on('close', () => {
            sockets.delete(one);
            other.destroy();
          });
          one.pipe(other);
        }
      });
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as { port: number }).port;
        resolve();
      });
    });
  const off = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await on();
  const url = new URL(address);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return { url: url.href, on, off };
}

onPostgres(() => {
  test('while the database is away requests are answered 503 with a time to come back, and then again as before', async () => {
    await using test = await testDatabase({ on: 'postgres' });
    const { url, on, off } = await switchedDatabase(test.address!);
    const database = createDatabase(postgresDriver({ url, connections: 3 }));
    const app = await createChaland({ plugins: [] }, { database, log: createLog('silent') });
    const { key } = (await app.access.ensureFirstKey())!;
    const client = apiClient(app.request, key);
    assert.equal((await client.get('/api/stores')).status, 200);

    await off();
    const { status, headers, body } = await client.get('/api/stores');
    assert.equal(status, 503);
    assert.equal(body.code, 'CHL_DATABASE_UNREACHABLE');
    assert.ok(Number(headers.get('retry-after')) > 0);
    assert.doesNotMatch(JSON.stringify(body), new RegExp(new URL(url).port));
    assert.equal((await client.post('/api/stores', { code: 'A', name: 'A' })).status, 503);
    assert.equal((await client.get('/health/live')).status, 200);
    const ready = await client.get('/health/ready');
    assert.equal(ready.status, 503);
    assert.equal(ready.body.checks.database.state, 'failed');

    await on();
    assert.equal((await client.get('/api/stores')).status, 200);
    assert.equal((await client.get('/health/ready')).status, 200);
    assert.equal((await client.post('/api/stores', { code: 'A', name: 'A' })).status, 201);
    await app.close();
    await database.close();
    await off();
  });

  test('a session that the server ended in the middle of a request is a 503, and the next request has another', async () => {
    await using app = await startTestChaland({ on: 'postgres' });
    await app.get('/api/stores');
    const { status } = await new Promise<{ status: number }>((resolve, reject) => {
      app.db
        .transaction(async () => {
          await app.db.query(
            'select pg_terminate_backend(pid, 30000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
          );
          return app.get('/api/stores');
        })
        .then(resolve, reject);
    });
    assert.ok([200, 503].includes(status), String(status));
    assert.equal((await app.get('/api/stores')).status, 200);
  });
});
