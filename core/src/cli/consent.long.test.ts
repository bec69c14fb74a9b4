import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '../data/open.ts';
import { onBothDatabases, onPostgres, testAddress } from '../testing/index.ts';
import { testRole } from '../testing/postgres/test-role.ts';
import { runCli } from './testing/run-cli.ts';

onBothDatabases((on) => {
  test('the ledger is verified, with a checkpoint that was kept elsewhere, and what was dropped is named', async () => {
    await using database = await testAddress({ on });
    const folder = mkdtempSync(join(tmpdir(), 'chaland-test-checkpoint-'));
    try {
      const env = { CHALAND_DATABASE: database.address };
      assert.equal((await runCli(['migrate'], { env })).code, 0);
      const [ana] = await recorded(database.address, ['ana', 'bea']);
      const file = join(folder, 'heads.ndjson');

      const made = await runCli(['consent', 'checkpoint', '--out', file], { env });
      assert.equal(made.code, 0, made.stderr);
      assert.match(made.stdout, /Checkpoint 1 is written/);
      assert.equal(readFileSync(file, 'utf8').trimEnd().split('\n').length, 4);
      const whole = await runCli(['consent', 'verify', '--checkpoint', file], { env });
      assert.equal(whole.code, 0, whole.stderr);
      assert.match(whole.stdout, /^Intact: 2 records of 2 profiles, 0 erased, 1 checkpoints\./);

      await change(database.address, 'delete from chaland.consent where profile_id = $1', [ana!.profile]);
      const broken = await runCli(['consent', 'verify', '--checkpoint', file], { env });
      assert.equal(broken.code, 1);
      assert.match(broken.stdout, new RegExp(`dropped: profile ${ana!.profile}: all 1 records are missing`));
      assert.match(broken.stdout, /as the file tells/);

      writeFileSync(file, 'nothing');
      const wrong = await runCli(['consent', 'verify', '--checkpoint', file], { env });
      assert.equal(wrong.code, 1);
      assert.match(wrong.stderr, /CHL_CHECKPOINT_INVALID/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

onPostgres(() => {
  test('whoever owns the tables migrates, and the role that runs Chaland may use them', async () => {
    await using server = await testAddress({ on: 'postgres' });
    const administrator = await openDatabase(server.address, { connections: 1 });
    try {
      await using owner = await testRole(administrator, server.address);
      await using app = await testRole(administrator, server.address);
      // Owned by a role that is no superuser, and empty.
      const name = `${owner.name}_db`;
      await administrator.query(`create database ${name} owner ${owner.name}`);
      try {
        const ownerAddress = addressOf(owner.address, name);
        const env = { CHALAND_DATABASE: addressOf(app.address, name) };
        const early = await runCli(['key', 'list'], { env });
        assert.match(early.stderr, /CHL_MIGRATION_PENDING.*CHALAND_MIGRATION_DATABASE/s);
        const migrated = await runCli(['migrate'], {
          env: { ...env, CHALAND_MIGRATION_DATABASE: ownerAddress },
        });
        assert.equal(migrated.code, 0, migrated.stderr);
        assert.match(migrated.stdout, new RegExp(`"${app.name}" may use the tables`));
        const made = await runCli(['key', 'create', '--name', 'x', '--role', 'administrator'], { env });
        assert.equal(made.code, 0, made.stderr);
        const verified = await runCli(['consent', 'verify', '--json'], { env });
        assert.equal(JSON.parse(verified.stdout).intact, true);

        const both = { CHALAND_DATABASE: ownerAddress, CHALAND_MIGRATION_DATABASE: ownerAddress };
        assert.match((await runCli(['migrate'], { env: both })).stderr, /names a role apart/);
      } finally {
        await administrator.query(`drop database ${name} with (force)`);
      }
    } finally {
      await administrator.close();
    }
  });
});

function addressOf(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}

/** Consents of people, recorded by a deployment that is closed again. */
async function recorded(address: string, names: readonly string[]) {
  const { createChaland } = await import('../boot.ts');
  const { createLog } = await import('../log.ts');
  const app = await createChaland({ database: address, plugins: [] }, { log: createLog('fatal') });
  try {
    const fates = await app.consents.record(
      names.map((name) => ({
        id: name,
        source: 'till',
        state: 'granted',
        purpose: 'marketing',
        customer: { id: name },
      })),
    );
    return fates as { profile: string }[];
  } finally {
    await app.close();
  }
}

async function change(address: string, sql: string, values: unknown[]) {
  const db = await openDatabase(address, { connections: 1 });
  try {
    await db.query(sql, values);
  } finally {
    await db.close();
  }
}
