import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createChaland } from '../boot.ts';
import deployment from '../connection/testing/till-deployment.ts';
import { startTillServer } from '../connection/testing/till-server.ts';
import { createLog } from '../log.ts';
import { testAddress } from '../testing/index.ts';
import { runCli } from './testing/run-cli.ts';

test('connections are listed, checked, fetched from, replayed and given up', async () => {
  await using server = await startTillServer(3);
  await using database = await testAddress();
  const chaland = await createChaland(
    { ...deployment, database: database.address },
    { log: createLog('silent') },
  );
  await chaland.connections.create({
    connector: 'till',
    name: 'Lyon',
    args: { address: server.address, token: server.token },
  });
  await chaland.close();
  const options = {
    env: { CHALAND_DATABASE: database.address },
    config: join(import.meta.dirname, '../connection/testing/till-deployment.ts'),
  };

  const listed = await runCli(['connections', 'list'], options);
  assert.equal(listed.code, 0, listed.stderr);
  assert.match(listed.stdout, /^lyon +till +waiting-for-delivery +never +0 +0/m);
  const checked = await runCli(['connections', 'check', 'lyon'], options);
  assert.deepEqual([checked.code, checked.stdout], [0, 'lyon works.\n']);
  const fetched = await runCli(['connections', 'sync', 'lyon'], options);
  assert.deepEqual([fetched.code, fetched.stdout], [0, 'lyon: 3 fetched.\n']);
  const replayed = await runCli(['connections', 'replay', 'lyon', '--json'], options);
  assert.equal(JSON.parse(replayed.stdout).deliveries, 0);
  const discarded = await runCli(['connections', 'discard', 'lyon', '--state', 'ignored'], options);
  assert.deepEqual([discarded.code, discarded.stdout], [0, 'lyon: 0 will be given up.\n']);

  server.token = 'another-token';
  const broken = await runCli(['connections', 'check', 'lyon'], options);
  assert.deepEqual(
    [broken.code, broken.stdout],
    [1, 'lyon does not work: The till refuses this token. Look at /token.\n'],
  );
  const failing = await runCli(['connections', 'sync', 'lyon', '--from-beginning'], options);
  assert.equal(failing.code, 1);
  assert.match(failing.stdout, /401.*refuses its credentials/);
  const unknown = await runCli(['connections', 'check', 'paris'], options);
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /no connection is called "paris"; there are: lyon/);
});
