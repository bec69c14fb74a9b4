import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { defineConfig, resolveConfig } from '../../config.ts';
import { openDatabase } from '../../data/open.ts';
import { onBothDatabases, onPostgres, testAddress, testDatabase } from '../../testing/index.ts';
import { until } from '../../testing/until.ts';
import { runCli } from '../testing/run-cli.ts';
import { checkDatabase } from './database.ts';
import { checkSecretKey } from './deployment.ts';
import { checkNode, checkPort } from './machine.ts';
import { checkHorizon } from './stream.ts';

const empty = defineConfig({ plugins: [] });
const resolvedFor = (database: string) => ({ ...resolveConfig(empty), database });

test('an old Node.js is wrong, with the version to install', () => {
  assert.equal(checkNode('24.11.0').state, 'ok');
  assert.equal(checkNode('25.0.0').state, 'ok');
  assert.equal(checkNode('24.10.9').state, 'wrong');
  assert.match(checkNode('22.4.0').mend ?? '', /24\.11/);
});

test('a port that something else listens at is wrong', async () => {
  const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const http = { ...resolveConfig(empty).http, port };
  assert.equal((await checkPort(http)).state, 'wrong');
  other.close();
  await once(other, 'close');
  assert.equal((await checkPort(http)).state, 'ok');
});

test('a plugin that does not fit is told with what to do, and the doctor ends with 1', async () => {
  const env = { GUESTBOOK_NEEDS: '^9.0', CHALAND_DATABASE: 'pglite:/tmp/nowhere/chaland-doctor-test' };
  const { code, stdout } = await runCli(['doctor', '--json'], { env });
  assert.equal(code, 1);
  const { ok, findings } = JSON.parse(stdout);
  assert.equal(ok, false);
  const wrong = findings.filter(({ state }: { state: string }) => state === 'wrong');
  assert.deepEqual(
    wrong.map(({ check }: { check: string }) => check),
    ['plugins'],
  );
  assert.match(wrong[0].found, /guestbook.*\^9\.0/);
  assert.ok(wrong[0].mend);
});

test('without a secret key on PostgreSQL nobody can turn a second factor on', () => {
  const postgres = resolvedFor('postgres://localhost/chaland');
  const { state, found, mend = '' } = checkSecretKey({ ...postgres, secretKey: undefined });
  assert.equal(state, 'warning');
  assert.match(found, /second factor/);
  assert.match(mend, /CHALAND_SECRET_KEY/);
  assert.equal(checkSecretKey({ ...postgres, secretKey: Buffer.alloc(32).toString('base64') }).state, 'ok');
  assert.equal(checkSecretKey({ ...postgres, secretKey: 'a short one' }).state, 'wrong');
  assert.equal(checkSecretKey({ ...resolvedFor('pglite:/tmp/shop'), secretKey: undefined }).state, 'ok');
});

test('a configuration that is not there is told, and nothing else is looked at', async () => {
  const { code, stdout } = await runCli(['doctor'], { config: '/tmp/no-such-folder/chaland.config.ts' });
  assert.equal(code, 1);
  assert.match(stdout, /WRONG +configuration/);
  assert.doesNotMatch(stdout, /database/);
});

onBothDatabases((on) => {
  test('a healthy database has nothing to mend', async () => {
    await using database = await testAddress({ on });
    const findings = await checkDatabase(empty, resolvedFor(database.address));
    assert.deepEqual(
      findings.map(({ check, state }) => [check, state]),
      ['database', 'clock', 'privileges', 'extensions', 'migrations', 'stream', 'subscriptions'].map(
        (check) => [check, 'ok'],
      ),
    );
  });
});

onPostgres(() => {
  test('a database that does not answer is wrong', async () => {
    const [finding] = await checkDatabase(empty, resolvedFor('postgres://nobody@127.0.0.1:1/none'));
    assert.equal(finding?.state, 'wrong');
    assert.match(finding?.found ?? '', /does not answer/);
  });

  test('a migration of a newer version is wrong when it is breaking', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    await db.query(
      `insert into chaland.migration (owner, name, breaking, applied_at) values ('core', '9999-new', true, now())`,
    );
    const findings = await checkDatabase(empty, resolvedFor(db.address ?? ''));
    const wrong = findings.filter(({ state }) => state === 'wrong');
    assert.equal(wrong.length, 1);
    assert.match(wrong[0]?.found ?? '', /core\/9999-new/);
  });

  test('a transaction that writes and does not commit is named', async () => {
    await using db = await testDatabase({ on: 'postgres' });
    const other = await openDatabase(db.address ?? '');
    await other.transaction(async () => {
      await other.query('create table chaland.slow ()');
      const database = new URL(db.address!).pathname.slice(1);
      const named = new RegExp(`^chaland \\(process \\d+, ${database}\\) has been writing`);
      // The server is shared with other test files: a short transaction of theirs may be the oldest at first.
      await until('it is named', async () => {
        const finding = await checkHorizon(db, { longerThan: 0 });
        assert.equal(finding.state, 'warning');
        return named.test(finding.found);
      });
    });
    await other.close();
    assert.equal((await checkHorizon(db)).state, 'ok');
  });
});
