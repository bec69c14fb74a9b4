import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFakeDrop, startTestChaland } from '@chaland/core/testing';
import connectorCsv from '../plugin.ts';
import { consentFile, consentMapping, consentRows, consentStates } from '../testing/consent-file.ts';

const path = '/api/x/connector-csv/mappings/newsletter';
/** Takes "yes" for an answer that it doesn't know. */
const wrong = JSON.parse(JSON.stringify(consentMapping).replace('"granted"', '"accepted"'));

test('a mapping is named, and what it couldn’t read is replayed once it was corrected', async () => {
  await using drop = await startFakeDrop('folder', { 'a.csv': consentFile(consentRows) });
  await using app = await startTestChaland({ plugins: [connectorCsv] });
  const args = { ...drop.args, savedMapping: 'newsletter' };
  const connector = 'connector-csv';
  const checked = async (given: object) =>
    (await app.post('/api/connections/check', { connector, args: given })).body;

  const none = await checked(args);
  assert.deepEqual([none.ok, none.pointer], [false, '/savedMapping']);
  assert.match(none.says.fr, /^Aucune correspondance n’est enregistrée sous « newsletter »/);
  assert.equal((await checked({ ...drop.args })).pointer, '/savedMapping');
  const saved = await app.put(path, wrong);
  assert.equal(saved.status, 201, JSON.stringify(saved.body));
  assert.equal((await checked(args)).ok, true);

  const { id } = await app.connect({ connector, args });
  await app.pull(id);
  const quarantined = async () =>
    (await app.get(`/api/deliveries?connection=${id}&state=quarantined`)).body.items.length;
  assert.equal(await quarantined(), 4);

  const etag = String((await app.get(path)).headers.get('etag'));
  assert.equal((await app.put(path, consentMapping, { 'if-match': etag })).status, 200);
  // Connections are kept in memory for two seconds.
  app.clock.advance({ seconds: 3 });
  const replay = await app.post('/api/deliveries/replay', { connection: id, state: 'quarantined' });
  assert.ok(replay.status < 300, JSON.stringify(replay.body));
  await app.drain();
  await app.inbox.drain();
  assert.equal(await quarantined(), 0);
  const states = await app.db.query<{ told: string }>(
    `select p.key || ' ' || c.state as told from chaland.consent_state c
     join chaland.profile p on p.id = c.profile_id order by 1`,
  );
  assert.deepEqual(
    states.map(({ told }) => told),
    consentStates,
  );

  const again = String((await app.get(path)).headers.get('etag'));
  await app.delete(path, { 'if-match': again });
  const view = await app.pull(id);
  assert.match(view.health.error?.text ?? '', /no mapping is saved as "newsletter"/);
});
