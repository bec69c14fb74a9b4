import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import channelEmail from '@chaland/channel-email';
import connectorCsv from '@chaland/connector-csv';
import { onBothDatabases, startTestChaland } from '@chaland/core/testing';
import journey from '@chaland/journey';
import policyFr from '@chaland/policy-fr';
import sales from '@chaland/sales';
import scoreRfm from '@chaland/score-rfm';
import { type Proof, proveErasure } from '../../core/src/privacy/prove/prove.ts';

const plugins = [journey, sales, scoreRfm, connectorCsv, policyFr, channelEmail];

const folder = mkdtempSync(join(tmpdir(), 'chaland-proof-'));
before(() => {
  process.env.CHALAND_IMPORTS = folder;
});
after(() => rmSync(folder, { recursive: true }));

/** What a person can't be planted in from outside, and why nothing of them comes there. */
const beyondReach: Record<string, string> = {
  'chaland.idempotency.headers': 'no answer has somebody in its headers',
  'chaland.job_run.args': 'queued by plugins; see core/src/privacy/erase/erase.test.ts',
  'chaland.job_run.error': 'the same',
  'chaland.parked_moment.error': 'a handler fails; see there',
  'chaland.subscription.reason': 'a hundred handlers fail; see there',
  'chaland.connection.error': 'a pull fails; looked through as every mention',
  'chaland.message.detail': 'said by a provider; deleted with its row',
  'chaland.match_record.name': 'made by the job that matches; deleted with its row',
  'chaland.merge.choices': 'ids of profiles; emptied with merge.reason',
  'chaland.merge.evidence': 'made by automatic matching; emptied with merge.reason',
  'connector_csv.import.problem': 'says what is wrong with a file, without its values',
  'connector_csv.import.progress': 'counts',
  'connector_csv.import.report': 'counts and places in the file',
  'connector_csv.import_batch.refused': 'says what is wrong with a row, without its values',
};

onBothDatabases((on) => {
  test('an erasure leaves nothing of a person in any column of core or of any plugin here', async () => {
    await using app = await startTestChaland({ plugins, on });
    const proof: Proof = await proveErasure(app);
    assert.deepEqual(proof.failed, []);
    assert.deepEqual(proof.left, []);
    assert.deepEqual(
      proof.unreached.filter((column) => !(column in beyondReach)),
      [],
    );
  });
});
