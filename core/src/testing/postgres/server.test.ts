import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { onPostgres } from '../on-both-databases.ts';
import { runTestFile } from '../run-test-file.ts';
import { until } from '../until.ts';

const noServerOfOurs = { CHALAND_TEST_PG_URL: '', CHALAND_TEST_PG_BROKER: '' };

/** Says where its server is, then dies as the machine's owner would have it. */
const diesOnPostgres = `
  const { serverUrl } = await import(kit + '/postgres/server-url.ts');
  test('dies', async () => {
    const { url } = await serverUrl();
    process.stderr.write('SERVER ' + url + '\\n');
    process.kill(process.pid, 'SIGKILL');
  });
`;

test('without a PostgreSQL its tests are skipped, and the report says why', async () => {
  const broker = createServer((_request, response) =>
    response.end('{"problem":"no programs for this machine"}'),
  );
  await once(broker.listen(0, '127.0.0.1'), 'listening');
  const { port } = broker.address() as AddressInfo;
  const { code, output } = await runTestFile(
    `const { onPostgres } = await import(kit + '/index.ts');
     onPostgres(() => test('needs two processes', () => { throw new Error('it ran'); }));`,
    { env: { CHALAND_TEST_PG_URL: '', CHALAND_TEST_PG_BROKER: `http://127.0.0.1:${port}` } },
  );
  broker.close();
  assert.equal(code, 0, output);
  assert.match(output, /SKIPPED, there is no PostgreSQL here: no programs for this machine/);
});

onPostgres(() => {
  test('a server started for one test file ends with its process, even one that was killed', async () => {
    const { output } = await runTestFile(diesOnPostgres, { env: noServerOfOurs });
    const [, url] = /SERVER (\S+)/.exec(output) ?? [];
    assert.ok(url, output);
    await until('the server is gone', () => isGone(url));
  });

  test('the test files of a run share one server', async () => {
    const tellServer = `
      const { serverUrl } = await import(kit + '/postgres/server-url.ts');
      for (const n of [1, 2]) test('asks ' + n, async () => {
        process.stderr.write('SERVER ' + (await serverUrl()).url + '\\n');
      });
    `;
    const flags = [`--test-global-setup=${join(import.meta.dirname, '../global-setup.ts')}`];
    const { code, output } = await runTestFile(tellServer, { env: noServerOfOurs, flags });
    assert.equal(code, 0, output);
    const urls = [...output.matchAll(/SERVER (\S+)/g)].map(([, url]) => url);
    assert.equal(urls.length, 2);
    assert.equal(new Set(urls).size, 1);
  });
});

/** Refused connections say that the server is gone; it has some seconds for its shutdown. */
async function isGone(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'ECONNREFUSED';
  } finally {
    await client.end().catch(() => {});
  }
}
