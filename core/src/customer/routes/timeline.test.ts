import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Type } from 'typebox';
import { visits } from '../../moment/testing/visits-plugin.ts';
import { momentType } from '../../moment/type.ts';
import { definePlugin } from '../../plugin/define-plugin.ts';
import { onBothDatabases, startTestChaland, type TestChaland } from '../../testing/index.ts';
import { come } from '../testing/people.ts';

const fitting = momentType({
  type: 'fitting',
  version: 1,
  stage: 'advice',
  title: { en: 'Fitting', fr: 'Essayage' },
  schema: Type.Object({ sku: Type.String() }),
  summary: ({ sku }, language) => (language === 'fr' ? `Essaie ${sku}` : `Tries ${sku}`),
});
const fittings = definePlugin({
  id: 'fittings',
  version: '1.0.0',
  title: { en: 'Fittings', fr: 'Essayages' },
  requires: { api: '^1.0' },
  contributes: [fitting],
});

interface Entry {
  id: string;
  key: string;
  time: string;
  type: string;
  summary: string;
  title: string;
  stage: string | null;
}

onBothDatabases((on) => {
  let app: TestChaland;
  let id: string;
  before(async () => {
    app = await startTestChaland({ on, plugins: [visits, fittings] });
    await app.stores.put({ code: 'PAR-1', name: 'Paris' });
    await app.stores.put({ code: 'LYO-1', name: 'Lyon' });
    // One person, known to the till and to the web shop by one card.
    const card = { identifiers: [{ kind: 'loyalty_card', value: 'T-1' }] };
    for (let day = 1; day <= 9; day++) {
      const time = `2026-02-0${day}T10:00:00Z`;
      id = await come(
        app,
        { id: 't', ...card },
        { time, store: day % 2 ? 'PAR-1' : 'LYO-1', data: { note: `day ${day}` } },
      );
      await come(
        app,
        { id: 'w', ...card },
        { source: 'web', time, type: 'fitting', data: { sku: `sku-${day}` } },
      );
    }
  });
  after(() => app.close());

  const timeline = async (query: string, key?: string, headers = {}): Promise<Entry[]> => {
    const { status, body } = await (key ? app.as(key) : app).get(
      `/api/customers/${id}/timeline?${query}`,
      headers,
    );
    assert.equal(status, 200, JSON.stringify(body));
    return body.items;
  };

  describe('the history of a customer', () => {
    test('is all of their profiles, newest first, page by page', async () => {
      const all = await timeline('');
      assert.equal(all.length, 18);
      const times = all.map(({ time }) => time);
      assert.deepEqual(times, times.toSorted().reverse());
      const paged: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await app.get(
          `/api/customers/${id}/timeline?limit=5${cursor && `&cursor=${cursor}`}`,
        );
        paged.push(...body.items.map((entry: Entry) => entry.id));
        cursor = body.next;
      }
      assert.deepEqual(
        paged,
        all.map((entry) => entry.id),
      );
    });

    test('keeps its pages apart by the microsecond', async () => {
      const micro = await come(app, { id: 'micro' });
      const [{ profile_id: profile } = { profile_id: '' }] = await app.db.query<{ profile_id: string }>(
        'select profile_id from chaland.customer_profile where customer_id = $1::uuid',
        [micro],
      );
      await app.db.query(
        `insert into chaland.moment (profile_id, occurred_at, id, epoch, type, version, source, source_key, live, recorded_at, data)
         select $1::uuid, timestamptz '2026-01-01T00:00:00Z' + n * interval '1 microsecond', gen_random_uuid(), 1, 'visit', 2, 'x',
           n::text, true, now(), '{}' from generate_series(1, 20) n`,
        [profile],
      );
      const keys: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await app.get(
          `/api/customers/${micro}/timeline?limit=3${cursor && `&cursor=${cursor}`}`,
        );
        keys.push(...body.items.map(({ key }: Entry) => key));
        cursor = body.next;
      }
      assert.deepEqual(
        keys.slice(1),
        Array.from({ length: 20 }, (_, i) => String(20 - i)),
      );
    });

    test('is narrowed by type, stage, store and time', async () => {
      assert.equal((await timeline('type=visit')).length, 9);
      assert.equal((await timeline('type=visit&type=fitting')).length, 18);
      assert.equal((await timeline('stage=advice')).length, 9);
      assert.equal((await timeline('stage=advice&type=visit')).length, 0);
      assert.equal((await timeline('store=PAR-1')).length, 5);
      assert.equal((await timeline('from=2026-02-08T10:00:00Z')).length, 4);
      assert.equal((await timeline('to=2026-02-02T11:00:00%2B01:00')).length, 2);
      assert.equal(
        (await timeline('from=2026-02-03T00:00:00Z&to=2026-02-04T00:00:00Z&type=visit&store=PAR-1')).length,
        1,
      );
    });

    test('refuses what is no store, no time, no cursor and no filter', async () => {
      for (const [query, pointer] of [
        ['store=NOWHERE', '/query/store'],
        ['from=yesterday', '/query/from'],
        ['from=0000-01-01T00:00:00Z', '/query/from'],
        ['cursor=abc', '/query/cursor'],
        ['limit=0', '/query/limit'],
        ['colour=red', '/query/colour'],
        ['stage=heaven', '/query/stage/0'],
      ]) {
        const { status, body } = await app.get(`/api/customers/${id}/timeline?${query}`);
        assert.deepEqual([status, body.pointer], [422, pointer], query);
      }
    });

    test('speaks the language of whoever reads it', async () => {
      const first = async (query: string, headers = {}) =>
        (await timeline(`type=fitting&limit=1${query}`, undefined, headers))[0]!;
      assert.equal((await first('')).summary, 'Essaie sku-9');
      assert.equal((await first('', { 'accept-language': 'de, en;q=0.7' })).summary, 'Tries sku-9');
      const asked = await first('&lang=en', { 'accept-language': 'fr' });
      assert.deepEqual([asked.summary, asked.title, asked.stage], ['Tries sku-9', 'Fitting', 'advice']);
    });

    test('names the store and the seller', async () => {
      await app.stores.putStaff({ code: 'S-7', name: 'Sacha', store: 'PAR-1' });
      const customer = await come(
        app,
        { id: 'served' },
        { store: 'PAR-1', staff: 'S-7', session: 'v-1', time: '2026-02-01T10:00:00Z' },
      );
      const [entry] = (await app.get(`/api/customers/${customer}/timeline`)).body.items;
      assert.deepEqual([entry.store.name, entry.staff.code, entry.staff.name], ['Paris', 'S-7', 'Sacha']);
      assert.equal(entry.session, 'v-1');
    });

    test('shows a seller what happened in their stores', async () => {
      const seller = await app.keyWith(['customers.read'], { store: 'LYO-1' });
      assert.equal((await timeline('', seller)).length, 4);
      assert.equal((await timeline('store=PAR-1', seller)).length, 0);
    });
  });

  test('moments of a plugin that is gone still show, with a neutral summary', async () => {
    await app.db.query(
      `insert into chaland.moment (profile_id, occurred_at, id, epoch, type, version, source, source_key, live, recorded_at, data)
       select profile_id, now(), gen_random_uuid(), 1, 'dream', 3, 'x', 'd', true, now(), '{"deep": true}'
       from chaland.customer_profile where customer_id = $1::uuid limit 1`,
      [id],
    );
    const [entry] = await timeline('type=dream&lang=fr');
    assert.equal(entry?.summary, 'Un moment de type « dream », dont l’extension n’est pas active');
    assert.equal(entry?.stage, null);
  });

  test('moments are told in the newest version of their type', async () => {
    const old = await come(app, { id: 'old' });
    await app.db.query(
      `update chaland.moment set version = 1, data = '{"text": " first "}' where profile_id =
         (select profile_id from chaland.customer_profile where customer_id = $1::uuid)`,
      [old],
    );
    const { body } = await app.get(`/api/customers/${old}/timeline`);
    assert.deepEqual(
      [body.items[0].version, body.items[0].data, body.items[0].summary],
      [2, { note: 'first' }, 'first'],
    );
  });

  describe('the latest moments', () => {
    test('come page by page, in the order in which they were recorded', async () => {
      const all = (await app.get('/api/moments?limit=200&source=web')).body.items as Entry[];
      assert.deepEqual(
        all.map(({ time }) => time.slice(8, 10)),
        ['09', '08', '07', '06', '05', '04', '03', '02', '01'],
      );
      const paged: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await app.get(`/api/moments?source=web&limit=2${cursor && `&cursor=${cursor}`}`);
        paged.push(...body.items.map((entry: Entry) => entry.id));
        cursor = body.next;
      }
      assert.deepEqual(
        paged,
        all.map((entry) => entry.id),
      );
    });

    test('of one customer are narrowed as all are', async () => {
      const { body } = await app.get(
        `/api/moments?customer=${id}&type=fitting&source=web&to=2026-02-03T00:00:00Z`,
      );
      assert.deepEqual(
        body.items.map(({ summary }: Entry) => summary),
        ['Essaie sku-2', 'Essaie sku-1'],
      );
    });

    test('are those of the stores that somebody may see', async () => {
      const seller = app.as(await app.keyWith(['moments.read'], { store: 'LYO-1' }));
      const { body } = await seller.get('/api/moments');
      assert.equal(body.items.length, 4);
      assert.equal((await seller.get(`/api/customers/${id}/timeline`)).status, 403);
    });
  });

  test('the moment types are told with their schemas', async () => {
    const { body } = await app.get('/api/moment-types');
    assert.deepEqual(
      body.items.map(({ type, version, oldestVersion, stage, plugin }: Record<string, unknown>) => [
        type,
        version,
        oldestVersion,
        stage,
        plugin,
      ]),
      [
        ['fitting', 1, 1, 'advice', 'fittings'],
        ['visit', 2, 1, 'entry', 'visits'],
      ],
    );
    assert.deepEqual(body.items[0].title, { en: 'Fitting', fr: 'Essayage' });
    assert.equal(body.items[0].schema.properties.sku.type, 'string');
  });
});
