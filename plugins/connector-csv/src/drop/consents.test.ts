import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { startFakeDrop, startTestChaland, type TestChaland } from '@chaland/core/testing';
import { importFile } from '../import/run.ts';
import connectorCsv from '../plugin.ts';
import { consentFile, consentMapping, consentRows, consentStates } from '../testing/consent-file.ts';
import { testFolder } from '../testing/files.ts';

async function states(app: TestChaland): Promise<string[]> {
  const rows = await app.db.query<{ key: string; state: string; contact: string }>(
    `select p.key, c.state, c.contact_value as contact
     from chaland.consent_state c join chaland.profile p on p.id = c.profile_id order by p.key`,
  );
  for (const { key, contact } of rows) assert.equal(contact, `simulated-${key}@example.org`);
  return rows.map(({ key, state }) => `${key} ${state}`);
}

test('consents that were granted, refused and withdrawn come through an import, in any order', async () => {
  for (const rows of [consentRows, consentRows.toReversed()]) {
    await using app = await startTestChaland({ plugins: [connectorCsv] });
    using folder = testFolder();
    const report = await importFile(
      {
        file: folder.write('consents.csv', consentFile(rows)),
        mapping: folder.write('mapping.json', JSON.stringify(consentMapping)),
        rejects: join(folder.path, 'rejects.csv'),
        dryRun: false,
        resume: true,
        signal: new AbortController().signal,
        progress() {},
      },
      app.contextOf('connector-csv'),
    );
    assert.deepEqual(report.records!.consents, { recorded: 7, unchanged: 0, conflict: 0, rejected: 0 });
    assert.deepEqual(await states(app), consentStates);
  }
});

test('they come through a drop the same way, whole or cut into files', async () => {
  const halves = {
    'b.csv': consentFile(consentRows.slice(0, 4)),
    'a.csv': consentFile(consentRows.slice(4)),
  };
  for (const files of [{ 'all.csv': consentFile(consentRows) }, halves]) {
    await using drop = await startFakeDrop('folder', files);
    await using app = await startTestChaland({ plugins: [connectorCsv] });
    const { id } = await app.connect({
      connector: 'connector-csv',
      args: { ...drop.args, mapping: JSON.stringify(consentMapping) },
    });
    assert.equal((await app.pull(id)).health.error, null);
    assert.deepEqual(await states(app), consentStates);
    const { body } = await app.get('/api/deliveries?state=quarantined');
    assert.deepEqual(body.items, []);
  }
});
