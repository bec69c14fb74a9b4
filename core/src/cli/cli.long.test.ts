import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { onBothDatabases, testAddress } from '../testing/index.ts';
import { runCli, startCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'chaland-test-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A file of guests: each line is a number and what they wrote. */
function guestList(name: string, lines: readonly string[]): string {
  const file = join(folder, `${name}.guests`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

onBothDatabases((on) => {
  test('migrate lists what it would apply, applies it, and then has nothing to do', async () => {
    await using database = await testAddress({ on });
    const env = { CHALAND_DATABASE: database.address };
    const plan = await runCli(['migrate', '--dry-run', '--json'], { env });
    assert.deepEqual(JSON.parse(plan.stdout), {
      dryRun: true,
      migrations: [{ owner: 'guestbook', name: '0001-entry' }],
    });
    const behind = await runCli(['key', 'list'], { env });
    assert.equal(behind.code, 1);
    assert.match(behind.stderr, /CHL_MIGRATION_PENDING[\s\S]*guestbook\/0001-entry[\s\S]*chaland migrate/);

    const applied = await runCli(['migrate'], { env });
    assert.equal(applied.code, 0);
    assert.match(applied.stdout, /^Applied:\n {2}guestbook\/0001-entry$/m);
    const again = await runCli(['migrate'], { env });
    assert.match(again.stdout, /up to date/);
  });

  test('a key is made, listed without itself, and revoked', async () => {
    await using database = await testAddress({ on });
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

  test('a file is imported once, whatever the number of tries, and rejected rows end with 1', async () => {
    await using database = await testAddress({ on });
    const env = { CHALAND_DATABASE: database.address };
    await runCli(['migrate'], { env });
    const file = guestList(`once-${on}`, ['1,bonjour', '2,merci', '3']);

    const trial = JSON.parse((await runCli(['import', file, '--dry-run', '--json'], { env })).stdout);
    assert.equal(trial.dryRun, true);
    const first = await runCli(['import', file], { env });
    assert.equal(first.code, 1);
    assert.match(first.stdout, /Rows: +3 read, 2 used, 1 rejected/);
    assert.match(first.stdout, /Moments: +2 recorded/);
    assert.match(first.stdout, /1 × no words/);
    const second = JSON.parse((await runCli(['import', file, '--json'], { env })).stdout);
    assert.deepEqual(second.moments, { recorded: 0, duplicate: 2, conflict: 0, rejected: 0 });

    const unknown = await runCli(['import', join(folder, 'receipts.pdf')], { env });
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /CHL_IMPORTER_UNKNOWN[\s\S]*Guest lists/);
  });

  test('an import stops at a good place on Ctrl-C and says how to go on', async () => {
    await using database = await testAddress({ on });
    const env = { CHALAND_DATABASE: database.address };
    await runCli(['migrate'], { env });
    const file = guestList(
      `long-${on}`,
      Array.from({ length: 400 }, (_, n) => `${n},bonjour ${n}`),
    );
    const cut = startCli(['import', file], { env: { ...env, SLOW_GUESTS: '1' } });
    await cut.saying(/Reading .* left/);
    cut.child.kill('SIGINT');
    const { code, stdout, stderr } = await cut.end;
    assert.equal(code, 130);
    assert.match(stderr, /Stopping: the batch under way is finished first/);
    assert.match(stdout, /not read to its end: run the same command again/);

    const rest = JSON.parse((await runCli(['import', file, '--json'], { env })).stdout);
    assert.equal(rest.moments.recorded + rest.moments.duplicate, 400);
    assert.ok(rest.moments.duplicate > 0 && rest.moments.recorded > 0);
  });

  test('parked moments are named by the doctor, and handed over again by replay', async () => {
    await using database = await testAddress({ on });
    const env = { CHALAND_DATABASE: database.address };
    await runCli(['migrate'], { env });
    const file = guestList(`rude-${on}`, ['1,bonjour', '2,zut']);
    await runCli(['import', file], { env: { ...env, NO_RUDE_WORDS: '1' } });

    const ill = await runCli(['doctor'], { env });
    assert.equal(ill.code, 0);
    assert.match(
      ill.stdout,
      /guestbook\.read has 1 parked moments[\s\S]*chaland replay guestbook\.read --parked/,
    );
    const still = await runCli(['replay', 'guestbook.read', '--parked'], {
      env: { ...env, NO_RUDE_WORDS: '1' },
    });
    assert.equal(still.code, 1);
    const healed = await runCli(['replay', 'guestbook.read', '--parked', '--json'], { env });
    assert.deepEqual(JSON.parse(healed.stdout), { subscription: 'guestbook.read', handled: 1, parked: 0 });
    const all = await runCli(['replay', 'guestbook.read', '--json'], { env });
    assert.deepEqual(JSON.parse(all.stdout), { subscription: 'guestbook.read', handled: 2, parked: 0 });
    assert.match((await runCli(['doctor'], { env })).stdout, /All is well|nothing parked/);

    const unknown = await runCli(['replay', 'guestbook.write'], { env });
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /CHL_SUBSCRIPTION_UNKNOWN[\s\S]*guestbook\.read/);
  });

  test('plugins are listed with what they add and how they fare', async () => {
    await using database = await testAddress({ on });
    const env = { CHALAND_DATABASE: database.address };
    await runCli(['migrate'], { env });
    const { code, stdout } = await runCli(['plugin', 'list'], { env });
    assert.equal(code, 0);
    assert.match(stdout, /guestbook +1\.0\.0 +ok +3 +-/);
  });
});
