import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestChaland } from '../../testing/index.ts';
import { onBothDatabases, startTestChaland } from '../../testing/index.ts';
import { till } from '../testing/till.ts';
import { startTillServer, type TillServer } from '../testing/till-server.ts';

/** A till with two customers; a web shop knows the second one, too, by the same card. */
async function tillAndShop(app: TestChaland, server: TillServer) {
  server.sales = [
    { id: '000001', at: '2026-03-01T10:00:00+01:00', customer: 'anna', email: 'anna@example.org' },
    { id: '000002', at: '2026-03-01T11:00:00+01:00', customer: 'ben', card: 'CARD-4711' },
    { id: '000003', at: '2026-03-01T12:00:00+01:00' },
    { id: '000004', at: '2026-03-01T13:00:00+01:00', customer: 'anna', kept: true },
  ];
  const connection = await app.connect({
    connector: 'till',
    args: { address: server.address, token: server.token },
  });
  const { sync } = await app.pull(connection.id);
  assert.equal(sync?.done, 4);
  const recorded = await app.post('/api/moments', {
    id: 'visit/1',
    source: 'web-shop',
    type: 'till.sale',
    time: '2026-02-01T10:00:00+01:00',
    customer: {
      id: 'w-1',
      identifiers: [{ kind: 'loyalty_card', value: 'CARD-4711', verified: true }],
      attributes: { firstName: 'Benoît' },
    },
    data: { till: 'web' },
  });
  assert.equal(recorded.status, 201, JSON.stringify(recorded.body));
  await app.drain();
  return connection;
}

const count = async (app: TestChaland, sql: string, values: unknown[] = []) =>
  (await app.db.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values))[0]!.n;

async function remove(app: TestChaland, id: string, data: 'keep' | 'erase'): Promise<void> {
  const begun = await app.delete(`/api/connections/${id}?data=${data}`, { 'if-match': '*' });
  assert.equal(begun.status, 202, JSON.stringify(begun.body));
  assert.deepEqual([begun.body.state, begun.body.ending.data], ['ending', data]);
  const late = await app.patch(`/api/connections/${id}`, { name: 'x' }, { 'if-match': '*' });
  assert.deepEqual([late.status, late.body.code], [409, 'CHL_CONNECTION_ENDING']);
  app.clock.advance({ seconds: 10 });
  await app.drain();
  assert.equal((await app.get(`/api/connections/${id}`)).status, 404);
}

onBothDatabases((on) => {
  test('a connection that is removed leaves what it told, if that is to be kept', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id, source } = await tillAndShop(app, server);
    await remove(app, id, 'keep');
    assert.equal(await count(app, 'chaland.moment where source = $1', [source]), 4);
    assert.equal(await count(app, 'chaland.delivery'), 0);

    const again = await app.connect({
      connector: 'till',
      args: { address: server.address, token: server.token },
    });
    assert.equal(again.source, source);
    await app.pull(again.id);
    assert.equal(await count(app, 'chaland.moment where source = $1', [source]), 4, 'nothing counts twice');
  });

  test('removed with its data: who is known by it alone is erased, others lose what it said', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id, source } = await tillAndShop(app, server);
    assert.equal(await count(app, 'chaland.customer'), 2);
    const [anna] = await app.db.query<{ id: string }>(
      `select customer_id as id from chaland.profile where source = $1 and key = 'anna'`,
      [source],
    );
    await remove(app, id, 'erase');

    assert.equal((await app.get(`/api/customers/${anna!.id}`)).status, 410);
    assert.equal(await count(app, 'chaland.customer'), 1);
    const [kept] = await app.db.query<{ type: string; data: object }>(
      'select type, data from chaland.moment where source = $1',
      [source],
    );
    assert.deepEqual(kept, { type: 'till.receipt', data: { till: '' } }, 'the receipt stays, nobody’s');
    assert.equal(await count(app, 'chaland.moment where source = $1', [source]), 1);
    assert.equal(await count(app, `chaland.moment where source = 'web-shop'`), 1);
    const [shell] = await app.db.query<{ key: string; attributes: object }>(
      'select key, attributes from chaland.profile where source = $1',
      [source],
    );
    assert.match(shell!.key, /^erased:/);
    assert.deepEqual(shell!.attributes, {});
    const card = await app.post('/api/customers/lookup', {
      identifiers: [{ kind: 'loyalty_card', value: 'CARD-4711' }],
    });
    const [found] = card.body.results;
    assert.equal(found.customer.displayName, 'Benoît', 'the card passes on to the shop’s profile');
    assert.equal(
      await count(app, `chaland.identifier where value in ('anna@example.org', 'anna', 'ben')`),
      0,
    );
    const [everything] = await app.db.query<{ text: string }>(
      `select coalesce(string_agg(t::text, ''), '') as text from chaland.profile_identifier t`,
    );
    assert.ok(!everything!.text.includes('anna'));

    const again = await app.connect({
      connector: 'till',
      args: { address: server.address, token: server.token },
    });
    await app.pull(again.id);
    assert.equal(
      await count(app, 'chaland.moment where source = $1', [again.source]),
      4,
      'told again, it is new; the receipt that stayed counts once',
    );
  });

  test('removing with the data needs the right to erase persons', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id } = await app.connect({ connector: 'till', args: { address: server.address, token: 'abcd' } });
    const manager = app.as(await app.keyWith(['connections.read', 'connections.manage']));
    const refused = await manager.delete(`/api/connections/${id}?data=erase`, { 'if-match': '*' });
    assert.deepEqual([refused.status, refused.body.code], [403, 'CHL_FORBIDDEN']);
  });

  test('an erasure of a source that is cut short goes on where it was', async () => {
    await using server = await startTillServer();
    await using app = await startTestChaland({ on, plugins: [till] });
    const { id, source } = await tillAndShop(app, server);
    await app.delete(`/api/connections/${id}?data=erase`, { 'if-match': '*' });
    const ended = new AbortController();
    const run = {
      id: crypto.randomUUID(),
      signal: ended.signal,
      saved: undefined,
      save: async () => ended.abort(new Error('the process is told to end')),
    };
    const { removeConnection } = await import('./job.ts');
    await assert.rejects(
      removeConnection.value.handle({ connection: id }, app.contextOf('core'), run),
      /told to end/,
    );
    const { body } = await app.get(`/api/connections/${id}`);
    assert.equal(body.ending.done, 2);
    app.clock.advance({ seconds: 10 });
    await app.drain();
    assert.equal((await app.get(`/api/connections/${id}`)).status, 404);
    assert.equal(await count(app, `chaland.moment where source = $1 and type = 'till.sale'`, [source]), 0);
  });
});
