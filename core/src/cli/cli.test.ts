import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testAddress } from '../testing/index.ts';
import { runCli } from './testing/run-cli.ts';

test('every command tells how it is used', async () => {
  const { code, stdout } = await runCli(['--help']);
  assert.equal(code, 0);
  for (const command of 'dev start migrate import replay user key consent plugin doctor openapi'.split(' ')) {
    assert.match(stdout, new RegExp(`^  ${command}\\b`, 'm'));
  }
});

test('wrong usage ends with 2 and says what is missing', async () => {
  const unknown = await runCli(['imprt']);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /Did you mean import\?/);
  const missing = await runCli(['key', 'create', '--role', 'administrator']);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /--name <name>/);
});

test('a database that is down is told at once with --no-wait, with what to do and without a stack', async () => {
  const env = { CHALAND_DATABASE: 'postgres://nobody:secret@127.0.0.1:1/none' };
  const { code, stderr, stdout } = await runCli(['key', 'list', '--no-wait'], { env });
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /CHL_DATABASE_UNREACHABLE: The database does not answer/);
  assert.match(stderr, /What to do: Check that it runs/);
  assert.doesNotMatch(stderr, /secret|^ +at .*:\d+:\d+/m);

  const verbose = await runCli(['key', 'list', '--no-wait', '--verbose'], { env });
  assert.match(verbose.stderr, /^ +at .*:\d+:\d+/m);
  const machine = await runCli(['key', 'list', '--no-wait', '--json'], { env });
  assert.equal(JSON.parse(machine.stderr).code, 'CHL_DATABASE_UNREACHABLE');
});

test('the API description needs no database', async () => {
  const { code, stdout } = await runCli(['openapi'], {
    env: { CHALAND_DATABASE: 'postgres://nobody@127.0.0.1:1/none' },
  });
  assert.equal(code, 0);
  const document = JSON.parse(stdout);
  assert.match(document.openapi, /^3\.1/);
  assert.ok(document.paths['/api/moments'].post);
});

test('a key is made, listed without itself, and revoked', async () => {
  await using database = await testAddress();
  const env = { CHALAND_DATABASE: database.address };
  assert.equal((await runCli(['migrate'], { env })).code, 0);
  const made = JSON.parse(
    (
      await runCli(
        [
          'key',
          'create',
          '--name',
          'Paris till',
          '--role',
          'administrator',
          '--expires',
          '2099-12-31',
          '--json',
        ],
        { env },
      )
    ).stdout,
  );
  assert.match(made.key, /^chl_/);
  const listed = await runCli(['key', 'list'], { env });
  assert.match(listed.stdout, /Paris till .*administrator \(everywhere\) .*until 2099-12-31/);
  assert.ok(!listed.stdout.includes(made.key));

  assert.match((await runCli(['key', 'revoke', made.id], { env })).stdout, /"Paris till" is revoked/);
  assert.deepEqual(JSON.parse((await runCli(['key', 'list', '--json'], { env })).stdout), []);
  const wrongRole = await runCli(['key', 'create', '--name', 'x', '--role', 'boss'], { env });
  assert.equal(wrongRole.code, 1);
  assert.match(wrongRole.stderr, /no role has the code "boss"/);
});
