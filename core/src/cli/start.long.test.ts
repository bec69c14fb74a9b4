import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { onBothDatabases, onPostgres, testAddress } from '../testing/index.ts';
import { startCli } from './testing/run-cli.ts';

onBothDatabases((on) => {
  test('start serves with the first administrator’s key, and ends well when it is told to', async () => {
    await using database = await testAddress({ on });
    const env = { CHALAND_DATABASE: database.address };
    const server = startCli(['start', '--json'], { env });
    const [line] = await server.saying(/^\{.*\}$/m);
    const { url, firstKey } = JSON.parse(line);
    const authorization = `Bearer ${firstKey}`;
    const visit = {
      id: '1',
      source: 'guestbook',
      type: 'guestbook.visit',
      time: '2026-01-02T10:00:00Z',
      data: { words: 'bonjour' },
    };
    const recorded = await fetch(`${url}/api/moments`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(visit),
    });
    assert.equal(recorded.status, 201);

    server.child.kill('SIGTERM');
    const { code, stderr } = await server.end;
    assert.equal(code, 0, stderr);

    const again = startCli(['start', '--json'], { env });
    const [second] = await again.saying(/^\{.*\}$/m);
    assert.equal(JSON.parse(second).firstKey, undefined);
    const answer = await fetch(`${JSON.parse(second).url}/api/moments`, { headers: { authorization } });
    assert.equal(((await answer.json()) as { items: unknown[] }).items.length, 1);
    again.child.kill('SIGINT');
    assert.equal((await again.end).code, 0);
  });
});

test('a port that is taken is named, with the way to another one', async () => {
  await using database = await testAddress({ on: 'pglite' });
  const taken = createServer();
  const port = await listening(taken);
  const { end } = startCli(['start'], { env: { CHALAND_DATABASE: database.address, PORT: String(port) } });
  const { code, stderr } = await end;
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`CHL_PORT_TAKEN[\\s\\S]*127.0.0.1:${port}[\\s\\S]*PORT=4401`));
  taken.close();
});

onPostgres(() => {
  test('a database that is down at start is waited for', async () => {
    await using database = await testAddress({ on: 'postgres' });
    const target = new URL(database.address);
    // A port that nobody listens at yet.
    const probe = createServer();
    const port = await listening(probe);
    probe.close();
    const throughProxy = new URL(database.address);
    throughProxy.port = String(port);

    const server = startCli(['start'], { env: { CHALAND_DATABASE: throughProxy.href } });
    await server.saying(/does not answer: .*Trying again in \d+ s \(--no-wait fails at once\)/);
    const proxy = createServer((client) => {
      const upstream = connect(Number(target.port), target.hostname);
      client.pipe(upstream).pipe(client);
      for (const socket of [client, upstream]) socket.on('error', () => {});
    });
    await listening(proxy, port);
    await server.saying(/Chaland is at http/);
    server.child.kill('SIGTERM');
    assert.equal((await server.end).code, 0);
    proxy.close();
  });

  test('told to stop while it waits for the database, it stops', async () => {
    const server = startCli(['start'], { env: { CHALAND_DATABASE: 'postgres://nobody@127.0.0.1:1/none' } });
    await server.saying(/Trying again/);
    server.child.kill('SIGTERM');
    assert.equal((await server.end).code, 0);
  });
});

test('dev starts again when the configuration changes', async () => {
  await using database = await testAddress({ on: 'pglite' });
  const folder = mkdtempSync(join(tmpdir(), 'chaland-test-dev-'));
  const config = join(folder, 'chaland.config.ts');
  const source = readFileSync(join(import.meta.dirname, 'testing/guestbook.ts'), 'utf8').replace(
    '../../index.ts',
    join(import.meta.dirname, '../index.ts'),
  );
  writeFileSync(config, source);
  const dev = startCli(['dev'], { config, env: { CHALAND_DATABASE: database.address } });
  const [, first] = await dev.saying(/Chaland is at (\S+)/);
  const key = (await dev.saying(/First administrator's key: (\S+)/))[1];
  writeFileSync(config, source.replace("version: '1.0.0'", "version: '1.0.1'"));
  const [, second] = await dev.saying(/Chaland is at \S+[\s\S]*Chaland is at (\S+)/);
  assert.notEqual(first, second);
  const plugins = await fetch(`${second}/api/plugins`, { headers: { authorization: `Bearer ${key}` } });
  assert.match(await plugins.text(), /1\.0\.1/);
  dev.child.kill('SIGTERM');
  assert.equal((await dev.end).code, 0);
  rmSync(folder, { recursive: true, force: true });
});

async function listening(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
