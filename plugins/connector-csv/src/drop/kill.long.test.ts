import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startFakeDrop, startTestChaland, testDatabase } from '@chaland/core/testing';
import connectorCsv from '../plugin.ts';
import { testCli } from '../testing/cli.ts';
import { consentFile, consentMapping } from '../testing/consent-file.ts';

const rows = Array.from(
  { length: 3_000 },
  (_, n) => `${n},Simulated-${n},simulated-${n}@example.org,yes,2026-01-05 10:00:00`,
);

test('a process that reads a dropped file is killed five times, and the end is the same', async () => {
  await using drop = await startFakeDrop('folder', { 'a.csv': consentFile(rows) });
  await using database = await testDatabase({ on: 'postgres', plugins: [connectorCsv] });
  await using app = await startTestChaland({ database, plugins: [connectorCsv], start: new Date() });
  const { id, source } = await app.connect({
    connector: 'connector-csv',
    args: { ...drop.args, afterwards: 'move', mapping: JSON.stringify(consentMapping) },
  });
  const cli = testCli(['@chaland/connector-csv'], database.address!);
  const count = async (what: string) =>
    (await app.db.query<{ n: number }>(`select count(*)::int as n from ${what}`))[0]!.n;
  const free = () =>
    app.db.query('update chaland.connection set pull_lease_until = $2 where id = $1', [id, new Date(0)]);
  try {
    let before = 0;
    for (let life = 0; life < 5; life++) {
      const child = cli.start('connections', 'sync', source);
      const ended = once(child, 'exit');
      while ((await count('chaland.profile')) <= before) {
        assert.equal(child.exitCode, null, 'it ended before it was killed');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      child.kill('SIGKILL');
      await ended;
      before = await count('chaland.profile');
      assert.equal(before % 200, 0, 'a batch is written whole, or not at all');
      assert.deepEqual(readdirSync(drop.address), ['a.csv']);
      await free();
    }
    assert.ok(before < rows.length, 'it was killed in the middle of the file');
    await once(cli.start('connections', 'sync', source), 'exit');
    assert.equal(await count('chaland.profile'), rows.length);
    assert.equal(await count("chaland.consent_state where state = 'granted'"), rows.length);
    assert.equal(await count('chaland.delivery'), 0);
    assert.deepEqual(readdirSync(drop.address), ['done']);
    assert.equal(readdirSync(join(drop.address, 'done')).length, 1);
  } finally {
    cli.remove();
  }
});
