import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePlugin, momentType, Type } from '../../index.ts';
import { onBothDatabases, startTestChaland } from '../../testing/index.ts';
import type { BroughtRecords } from './record-kind.ts';
import { writeBatch, writeRecords } from './write-records.ts';

const visits = definePlugin({
  id: 'visits',
  version: '1.0.0',
  title: { en: 'Visits', fr: 'Visites' },
  requires: { api: '^1.0' },
  contributes: [
    momentType({
      type: 'visits.came',
      version: 1,
      stage: 'entry',
      title: { en: 'Came', fr: 'Venue' },
      schema: Type.Object({}),
      summary: () => 'came',
    }),
  ],
});

const time = '2026-03-01T10:00:00Z';
const came = {
  id: 'v-1',
  type: 'visits.came',
  time,
  store: 'LYO-1',
  staff: 'S-1',
  customer: { id: '7' },
  data: {},
};
const all: BroughtRecords = {
  moments: [came],
  stores: [{ code: 'LYO-1', name: 'Lyon' }],
  staff: [{ code: 'S-1', name: 'Sam', store: 'LYO-1' }],
  profiles: [{ id: '7', attributes: { firstName: 'Anna' }, time }],
  requests: [{ id: 'r-1', kind: 'erasure', time, customer: { id: '7' } }],
};
const options = { source: 'shop', live: true };

onBothDatabases((on) => {
  test('what items bring is written kind by kind, and each is told what became of it', async () => {
    await using app = await startTestChaland({ plugins: [visits], on });
    const context = app.contextOf('core');
    const rehearsed = await writeRecords(all, { ...options, dryRun: true }, context);
    const fatesOf = (fates: typeof rehearsed) =>
      Object.fromEntries(Object.entries(fates).map(([kind, of]) => [kind, of.map(({ fate }) => fate)]));
    const recorded = {
      stores: ['recorded'],
      staff: ['recorded'],
      profiles: ['recorded'],
      moments: ['recorded'],
      requests: ['recorded'],
    };
    assert.deepEqual(fatesOf(rehearsed), recorded);
    assert.deepEqual((await app.stores.byCode(['LYO-1'])).size, 0, 'a dry run leaves nothing');
    assert.deepEqual(await app.db.query('select 1 from chaland.profile'), []);

    const [first, second] = await writeBatch(
      [
        { moments: all.moments!, requests: all.requests! },
        { stores: all.stores!, staff: all.staff!, profiles: all.profiles! },
      ],
      options,
      context,
    );
    assert.deepEqual(
      { ...fatesOf(first!), ...fatesOf(second!) },
      recorded,
      'stores first, whoever brings them',
    );
    const again = await writeRecords(all, options, context);
    assert.deepEqual(fatesOf(again), {
      stores: ['unchanged'],
      staff: ['unchanged'],
      profiles: ['unchanged'],
      moments: ['duplicate'],
      requests: ['duplicate'],
    });
    const profiles = new Set(
      [first!.moments, first!.requests, second!.profiles].map((of) => of![0]!.profile),
    );
    assert.equal(profiles.size, 1, 'one person');
    const { body } = await app.get('/api/privacy/requests');
    assert.deepEqual(
      body.items.map(({ kind, identity, createdBy }: Record<string, Record<string, unknown>>) => [
        kind,
        identity!.state,
        identity!.by,
        createdBy!.kind,
      ]),
      [['erasure', 'verified', 'shop', 'source']],
    );
  });

  test('what is wrong with one record holds up no other, and is told by its pointer', async () => {
    await using app = await startTestChaland({ plugins: [visits], on });
    const fates = await writeRecords(
      {
        stores: [
          { code: 'A', name: 'A', brand: 'none' },
          { code: 'B', name: 'B', timeZone: 'Mars' },
          { code: 'C', name: 'C' },
        ],
        staff: [{ code: 'S', name: 'S', store: 'none' }],
        profiles: [{ time }, { id: '1', time: 'soon' }],
        moments: [{ ...came, store: 'A' }],
        moment: [],
      } as BroughtRecords,
      options,
      app.contextOf('core'),
    );
    assert.deepEqual(
      Object.entries(fates).flatMap(([kind, of]) =>
        of.map(({ fate, problem }) => [kind, fate, problem?.code, problem?.pointer]),
      ),
      [
        ['moment', 'rejected', 'CHL_INPUT_INVALID', undefined],
        ['stores', 'rejected', 'CHL_BRAND_UNKNOWN', '/brand'],
        ['stores', 'rejected', 'CHL_INPUT_INVALID', '/timeZone'],
        ['stores', 'recorded', undefined, undefined],
        ['staff', 'rejected', 'CHL_STORE_UNKNOWN', '/store'],
        ['profiles', 'rejected', 'CHL_INPUT_INVALID', undefined],
        ['profiles', 'rejected', 'CHL_INPUT_INVALID', '/time'],
        ['moments', 'rejected', 'CHL_STORE_UNKNOWN', '/store'],
      ],
    );
  });

  test('profiles are told over HTTP', async () => {
    await using app = await startTestChaland({ on });
    const one = { source: 'shop', id: '7', attributes: { firstName: 'Anna' }, time };
    assert.equal((await app.post('/api/profiles', one)).status, 201);
    assert.equal((await app.post('/api/profiles', one)).status, 200);
    const { status, body } = await app.post('/api/profiles', [one, { ...one, time: 'soon' }]);
    assert.equal(status, 200);
    assert.deepEqual(body.counts, { recorded: 0, unchanged: 1, rejected: 1 });
    assert.equal(body.results[1].problem.pointer, '/1/time');
    const refused = await app.post('/api/profiles', { ...one, attributes: { shoe: 38 } });
    assert.deepEqual([refused.status, refused.body.pointer], [422, '/attributes/shoe']);
    const reader = await app.keyWith(['customers.read']);
    assert.equal((await app.as(reader).post('/api/profiles', one)).status, 403);
  });
});
