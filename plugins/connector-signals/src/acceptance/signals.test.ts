import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startTestChaland, type TestChaland } from '@chaland/core/testing';
import journey from '@chaland/journey';
import signals from '../plugin.ts';
import { sharedData } from '../testing/shared-data.ts';

const token = 'a-token-of-the-floor';
const headers = { authorization: `Bearer ${token}` };
const salt = 'a key of pseudonyms that serves nothing else';

async function aStore(): Promise<TestChaland> {
  const app = await startTestChaland({ plugins: [journey, signals], start: '2026-03-02T10:00:00Z' });
  await app.stores.put({ code: 'LYON', name: 'Lyon', timeZone: 'Europe/Paris' });
  return app;
}

const moments = (app: TestChaland) =>
  app.db.query<{ type: string; source_key: string; session: string | null; data: Record<string, unknown> }>(
    'select type, source_key, session, data from chaland.moment order by source_key',
  );
const states = (app: TestChaland) =>
  app.db.query<{ state: string; code: string | null; reason: string | null }>(
    'select state, code, reason from chaland.delivery order by id',
  );

test('counts, scans and appointments become moments, a faulty one alone is quarantined', async () => {
  await using app = await aStore();
  const connect = (name: string) =>
    app.connect({ connector: `connector-signals.${name}`, args: { system: name, token }, check: true });
  const [counter, scan, appointment] = [
    await connect('counter'),
    await connect('scan'),
    await connect('appointment'),
  ];
  const time = '2026-03-02T10:00:00+01:00';
  const counts = [
    { store: 'LYON', from: time, minutes: 15, entries: 12 },
    { store: 'LYON', from: time, minutes: 15, entries: 'many', door: 'south' },
  ];
  for (const body of [{ counts }, { counts }]) {
    assert.equal((await app.deliver(counter, { headers, body })).status, 200);
  }
  await app.deliver(scan, {
    headers,
    body: { id: 's1', time, code: '3760012345670', store: 'LYON', customer: { card: '2990123' } },
  });
  await app.deliver(appointment, {
    headers,
    body: {
      appointment: 'A',
      status: 'booked',
      time,
      start: '2026-03-04T15:30:00+01:00',
      store: 'LYON',
      customer: { id: '7' },
    },
  });
  await app.inbox.drain();
  assert.deepEqual((await moments(app)).map(({ type }) => type).sort(), [
    'appointment.booked',
    'scan',
    'visit.count',
  ]);
  assert.deepEqual((await states(app)).map(({ state, code }) => code ?? state).sort(), [
    'CHL_DELIVERY_FIELD',
    'done',
    'done',
    'done',
  ]);
  assert.equal(
    (await app.deliver(counter, { headers: { authorization: 'Bearer wrong' }, body: {} })).status,
    401,
  );
  assert.equal((await app.deliver(counter, { headers, body: 'no json' })).status, 422);
});

test('the number of a device is written nowhere, and a day later nothing tells devices apart', async () => {
  await using app = await aStore();
  const presence = await app.connect({
    connector: 'connector-signals.presence',
    args: { system: 'wifi', token, salt },
    check: true,
  });
  const device = 'AA:BB:CC:00:11:22';
  const sighting = {
    device,
    store: 'LYON',
    zone: 'shoes',
    time: '2026-03-02T09:30:00Z',
    seconds: 300,
    noticed: 'wifi',
    ip: '10.0.0.7',
  };
  const body = {
    sightings: [
      sighting,
      { ...sighting, zone: 'hats', time: '2026-03-02T09:40:00Z' },
      { ...sighting, zone: 'bags', customer: { email: 'silent@example.org' } },
      { ...sighting, zone: 'belts', consent: true, customer: { email: 'simulated@example.org' } },
      { ...sighting, zone: 'coats', time: '2026-02-20T09:30:00Z' },
    ],
  };
  await app.deliver(presence, { headers, body });
  const kept = Buffer.concat(
    (await app.db.query<{ body: Buffer }>('select body from chaland.delivery')).map((row) => row.body),
  ).toString();
  for (const secret of [device, 'aabbcc001122', '10.0.0.7', 'silent@example.org'])
    assert(!kept.includes(secret), secret);

  await app.inbox.drain();
  const sessions = new Map((await moments(app)).map(({ data, session }) => [data.zone, session]));
  assert.match(sessions.get('shoes')!, /^presence:/);
  assert.equal(sessions.get('hats'), sessions.get('shoes'));
  assert.equal(sessions.get('belts'), null);
  assert.equal(sessions.get('coats'), null);
  assert.deepEqual(
    (await app.db.query<{ value: string }>('select value from chaland.identifier')).map(({ value }) => value),
    ['simulated@example.org'],
  );

  // Within the day nothing is forgotten: stays of one visit are still told together.
  app.clock.advance({ hours: 23 });
  await app.jobs.enqueue('connector-signals.forget-devices');
  await app.drain();
  assert.equal((await moments(app)).filter(({ session }) => session !== null).length, 3);

  app.clock.advance({ hours: 3 });
  await app.jobs.enqueue('connector-signals.forget-devices');
  await app.drain();
  assert.deepEqual(
    (await moments(app)).map(({ session }) => session),
    [null, null, null, null, null],
  );
  assert.deepEqual(await app.db.query('select 1 from chaland.delivery where body is not null'), []);
  // Who agreed is still known, with their stay.
  const known = await app.db.query<{ zone: string }>(
    `select m.data->>'zone' as zone from chaland.moment m
     join chaland.profile_identifier i using (profile_id) where i.value = 'simulated@example.org'`,
  );
  assert.deepEqual(known, [{ zone: 'belts' }]);
  // The same again is known, and brings nothing back.
  await app.deliver(presence, { headers, body });
  await app.inbox.drain();
  assert.equal((await moments(app)).filter(({ session }) => session !== null).length, 0);
});

test('any signed webhook is mapped, and a mapping that fails its samples is not saved', async () => {
  await using app = await aStore();
  const secret = 'a-secret-of-the-webhook';
  const mapping =
    '{ "moments": { "id": "visit/" & id, "type": "visit", "time": at, "store": shop, "data": { "noticed": "app" } } }';
  const sample = { id: 7, at: '2026-03-02T09:00:00Z', shop: 'LYON' };
  const args = { system: 'app', secret, mapping, samples: [JSON.stringify(sample)] };
  const connection = await app.connect({ connector: 'connector-signals.webhook', args, check: true });
  const body = JSON.stringify(sample);
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  assert.equal((await app.deliver(connection, { headers: { 'x-signature': signature }, body })).status, 200);
  assert.equal((await app.deliver(connection, { headers: { 'x-signature': '00' }, body })).status, 401);
  await app.inbox.drain();
  assert.deepEqual(
    (await moments(app)).map(({ source_key }) => source_key),
    ['visit/7'],
  );
  for (const [broken, says] of [
    ['{ "moments": [ }', /can’t be read: line 1, column/],
    ['{ "moments": $number(shop) }', /Sample 1/],
  ] as const) {
    await assert.rejects(
      app.connect({
        connector: 'connector-signals.webhook',
        name: 'two',
        args: { ...args, system: 'two', mapping: broken },
        check: true,
      }),
      (error: Error) =>
        says.test(JSON.stringify((error as unknown as { details: unknown }).details) + error.message),
    );
  }
});

const folder = sharedData('payloads/epcis_json');
test('every EPCIS sample is recorded, or refused with its reason', { skip: folder.missing }, async () => {
  await using app = await aStore();
  const stores = [
    'urn:epc:id:sgln:0614141.07346.1234',
    'urn:epc:id:sgln:0012345.11111.0',
    'urn:epc:id:sgln:0614141.00888.0',
    'urn:epc:id:sgln:4012345.00001.0',
    'urn:epc:id:sgln:4012345.00002.0',
  ].map((place) => ({ place, store: 'LYON' }));
  const connection = await app.connect({
    connector: 'connector-signals.epcis',
    args: { system: 'rfid', token, stores },
  });
  const answers: Record<string, number> = {};
  const files = readdirSync(folder.file).sort();
  for (const file of files) {
    const { status } = await app.deliver(connection, {
      headers,
      body: readFileSync(join(folder.file, file)),
    });
    answers[file] = status;
  }
  const refused = Object.entries(answers).filter(([, status]) => status !== 200);
  // What is no capture at all: two texts, and the schema.
  assert.deepEqual(refused, [
    ['Disclaimer', 422],
    ['EPCIS-JSON-Schema.json', 422],
    ['LICENSE', 422],
  ]);
  await app.inbox.drain();
  const all = await states(app);
  assert.equal(files.length, 13);
  for (const { state, code, reason } of all) {
    assert(state === 'done' || (state === 'ignored' && reason), `${state} ${code}`);
  }
  const recorded = await moments(app);
  assert(recorded.length >= 6, String(recorded.length));
  assert.deepEqual(new Set(recorded.map(({ type }) => type)), new Set(['epcis']));
});
