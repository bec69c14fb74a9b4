import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, startTestChaland } from '../../testing/index.ts';
import { type ShopOrder, secret, shop, shopRequest } from './testing/shop.ts';
import { deliveryStatesOf } from './testing/states.ts';

onBothDatabases((on) => {
  /** A deployment with the shop connected; whatever it sends is processed. */
  async function started() {
    const state = { mended: false, mapped: [] as string[] };
    const app = await startTestChaland({ on, plugins: [shop(state)] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const send = async (orders: ShopOrder | readonly ShopOrder[]) => {
      await app.deliver(connection, shopRequest(orders));
      await app.inbox.drain();
    };
    const idOf = async (key: string) => {
      const { body } = await app.get(`/api/deliveries?connection=${connection.id}`);
      return body.items.find((one: { key: string }) => one.key === key).id as string;
    };
    return { app, connection, state, send, idOf };
  }

  test('one bad delivery stops none of its neighbours, and says what is wrong with it', async () => {
    const { app, send } = await started();
    await using _ = app;
    await send([
      { id: '1' },
      { id: '2', as: 'fault' },
      { id: '3', as: 'crash' },
      { id: '4', as: 'unpaid' },
      { id: '5', as: 'poison' },
      { id: '6', store: 'NICE' },
      { id: '7' },
    ]);
    assert.deepEqual(await deliveryStatesOf(app.db), {
      1: 'done',
      2: 'quarantined',
      3: 'quarantined',
      4: 'ignored',
      5: 'quarantined',
      6: 'quarantined',
      7: 'done',
    });
    const { body } = await app.get('/api/deliveries?state=quarantined');
    const told = body.items.map(
      ({ key, problem }: { key: string; problem: { code: string; pointer?: string } }) =>
        `${key} ${problem.code} ${problem.pointer ?? ''}`.trim(),
    );
    assert.deepEqual(told.sort(), [
      '2 CHL_INPUT_INVALID /total',
      '3 CHL_DELIVERY_UNMAPPED',
      '5 CHL_DELIVERY_FAILED',
      '6 CHL_STORE_UNKNOWN /visits/0/store',
    ]);
    const [ignored] = (await app.get('/api/deliveries?state=ignored')).body.items;
    assert.deepEqual(ignored.reason, { en: 'it is not paid', fr: 'elle n’est pas payée' });
    const figures = (await app.get('/metrics')).body as string;
    const figure = (name: string, label: string) =>
      new RegExp(`^${name}{connection="[^"]+",${label}} (\\d+)$`, 'm').exec(figures)?.[1];
    assert.equal(figure('chaland_deliveries_total', 'outcome="done"'), '2');
    assert.equal(figure('chaland_deliveries_total', 'outcome="received"'), '7');
    assert.equal(figure('chaland_deliveries_open', 'state="quarantined"'), '4');
    assert.match(figures, /^chaland_delivery_seconds_count 2$/m);
    const { items } = (await app.get('/api/deliveries/counts')).body;
    assert.deepEqual(
      items.map(({ done, ignored, quarantined }: Record<string, number>) => [done, ignored, quarantined]),
      [[2, 1, 4]],
    );
  });

  test('once the connector is mended, one is replayed, then all the rest by a job', async () => {
    const { app, connection, state, send, idOf } = await started();
    await using _ = app;
    await send(Array.from({ length: 30 }, (_, n) => ({ id: String(n), as: 'fault' as const })));
    state.mended = true;
    const one = await app.post(`/api/deliveries/${await idOf('7')}/replay`);
    assert.deepEqual([one.status, one.body.state], [202, 'queued']);
    await app.inbox.drain();
    assert.equal((await deliveryStatesOf(app.db))['7'], 'done');

    const many = await app.post('/api/deliveries/replay', {
      connection: connection.id,
      code: 'CHL_INPUT_INVALID',
    });
    assert.equal(many.status, 202, JSON.stringify(many.body));
    await app.jobs.drain();
    await app.inbox.drain();
    assert.deepEqual(Object.values(await deliveryStatesOf(app.db)), Array(30).fill('done'));
    const { body } = await app.get('/api/moments');
    assert.equal(body.items.length, 30);
  });

  test('a store that was made later lets its deliveries be replayed, by their ids', async () => {
    const { app, send, idOf } = await started();
    await using _ = app;
    await send([
      { id: '1', store: 'NICE' },
      { id: '2', store: 'NICE' },
      { id: '3', as: 'unpaid' },
    ]);
    await app.post('/api/stores', { code: 'NICE', name: 'Nice' });
    await app.post('/api/deliveries/replay', { ids: [await idOf('1'), await idOf('2'), await idOf('3')] });
    await app.jobs.drain();
    await app.inbox.drain();
    assert.deepEqual(await deliveryStatesOf(app.db), { 1: 'done', 2: 'done', 3: 'ignored' });
  });

  test('a replay of what was processed brings nothing twice', async () => {
    const { app, send, idOf } = await started();
    await using _ = app;
    await send({ id: '1', email: 'a@example.org' });
    await app.post(`/api/deliveries/${await idOf('1')}/replay`);
    await app.inbox.drain();
    assert.deepEqual(await deliveryStatesOf(app.db), { 1: 'done' });
    assert.equal((await app.get('/api/moments')).body.items.length, 1);
  });

  test('what is processed more than a day after it came is not live', async () => {
    const { app, state, send, idOf } = await started();
    await using _ = app;
    await send([{ id: 'now' }, { id: 'soon', as: 'fault' }, { id: 'late', as: 'fault' }]);
    state.mended = true;
    for (const [key, hours] of [
      ['soon', 23],
      ['late', 2],
    ] as const) {
      app.clock.advance({ hours });
      await app.post(`/api/deliveries/${await idOf(key)}/replay`);
      await app.inbox.drain();
    }
    const rows = await app.db.query<{ key: string; live: boolean }>(
      'select source_key as key, live from chaland.moment',
    );
    assert.deepEqual(Object.fromEntries(rows.map(({ key, live }) => [key, live])), {
      'order/now': true,
      'order/soon': true,
      'order/late': false,
    });
  });

  test('what came is read by who may, and that is in the audit trail', async () => {
    const { app, send, idOf } = await started();
    await using _ = app;
    await send({ id: '1', email: 'a@example.org', as: 'fault' });
    const id = await idOf('1');
    const { body } = await app.get(`/api/deliveries/${id}`);
    assert.equal(JSON.parse(body.content.text).email, 'a@example.org');
    assert.deepEqual(body.content.headers, { 'x-trace': 'kept' });
    assert.equal(body.maps.problem.pointer, '/total');
    const limited = app.as(await app.keyWith(['connections.read']));
    const seen = (await limited.get(`/api/deliveries/${id}`)).body;
    assert.deepEqual([seen.content, seen.maps, seen.problem.pointer], [null, null, '/total']);
    assert.equal((await limited.post(`/api/deliveries/${id}/replay`)).status, 403);
    await app.access.audit.flush();
    const entries = await app.db.query<{ action: string }>(
      `select action from chaland.audit where subject_kind = 'delivery' and subject_id = $1 order by action`,
      [id],
    );
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['read', 'read-content'],
    );
  });

  test('a delivery that is given up keeps its key, and nothing else', async () => {
    const { app, connection, state, send, idOf } = await started();
    await using _ = app;
    await send([{ id: '1', as: 'fault' }, { id: '2' }]);
    const id = await idOf('1');
    const { status, body } = await app.post(`/api/deliveries/${id}/discard`);
    assert.deepEqual([status, body.state, body.kept], [200, 'discarded', false]);
    assert.equal((await app.post(`/api/deliveries/${id}/replay`)).body.code, 'CHL_DELIVERY_GONE');
    assert.equal((await app.post(`/api/deliveries/${await idOf('2')}/discard`)).status, 409);
    state.mended = true;
    assert.equal((await app.deliver(connection, shopRequest({ id: '1' }))).status, 200);
    await app.inbox.drain();
    assert.deepEqual(await deliveryStatesOf(app.db), { 1: 'discarded', 2: 'done' });
  });

  test('many are given up by a job: all of one connection with one problem, or those with these ids', async () => {
    const { app, connection, send, idOf } = await started();
    await using _ = app;
    await send([
      ...Array.from({ length: 4 }, (_, n) => ({ id: `fault-${n}`, as: 'fault' as const })),
      { id: 'crash', as: 'crash' },
      { id: 'unpaid', as: 'unpaid' },
      { id: 'good' },
    ]);
    const discard = async (body: object) => {
      const answer = await app.post('/api/deliveries/discard', body);
      await app.jobs.drain();
      return answer;
    };
    const chosen = { connection: connection.id, code: 'CHL_INPUT_INVALID' };
    const { status, body } = await discard(chosen);
    assert.equal(status, 202, JSON.stringify(body));
    const states = await deliveryStatesOf(app.db);
    assert.deepEqual(
      Object.keys(states).filter((key) => states[key] === 'discarded'),
      ['fault-0', 'fault-1', 'fault-2', 'fault-3'],
    );
    assert.equal((await discard({ connection: connection.id, state: 'done' })).status, 422);
    await discard({ ids: [await idOf('unpaid'), await idOf('good')] });
    const after = await deliveryStatesOf(app.db);
    assert.deepEqual([after.unpaid, after.good, after.crash], ['discarded', 'done', 'quarantined']);
    const left = await app.db.query(
      `select from chaland.delivery where state = 'discarded' and (body is not null or problem is not null or reason is not null)`,
    );
    assert.equal(left.length, 0, 'nothing of what came is left');
    await app.access.audit.flush();
    const entries = await app.db.query<{ changes: unknown }>(
      `select changes from chaland.audit where action = 'discard' and subject_id is null`,
    );
    assert.deepEqual(entries, [{ changes: chosen }]);
    const limited = app.as(await app.keyWith(['connections.read']));
    assert.equal((await limited.post('/api/deliveries/discard', chosen)).status, 403);
  });

  test('a page of deliveries leads to the next', async () => {
    const { app, connection, send } = await started();
    await using _ = app;
    await send(
      Array.from({ length: 5 }, (_, n) => ({ id: String(n), topic: n < 3 ? 'orders/paid' : 'carts' })),
    );
    const ofIt = `&connection=${connection.id}`;
    for (const filter of ['', ofIt, `${ofIt}&state=done`, '&state=done']) {
      const keys: string[] = [];
      let cursor = '';
      do {
        const { body } = await app.get(`/api/deliveries?limit=2&topic=orders/paid${filter}${cursor}`);
        keys.push(...body.items.map(({ key }: { key: string }) => key));
        cursor = body.next ? `&cursor=${body.next}` : '';
      } while (cursor !== '');
      assert.deepEqual(keys.sort(), ['0', '1', '2']);
    }
  });

  test('of what is pulled only the faulty is kept, until a later pull brings it without fault', async () => {
    const { app, connection, state } = await started();
    await using _ = app;
    const open = (await app.connections.open(connection.id))!;
    const pulled = [{ id: 'good' }, { id: 'bad', as: 'fault' }].map((order) => ({
      key: order.id,
      topic: 'orders',
      body: order,
    }));
    const write = () => app.db.transaction(() => app.inbox.writePulled(open, pulled, { live: false }));
    assert.deepEqual(await write(), { done: 1, ignored: 0, quarantined: 1 });
    assert.deepEqual(await write(), { done: 1, ignored: 0, quarantined: 1 });
    assert.deepEqual(await deliveryStatesOf(app.db), { bad: 'quarantined' });
    state.mended = true;
    assert.deepEqual(await write(), { done: 2, ignored: 0, quarantined: 0 });
    assert.deepEqual(await deliveryStatesOf(app.db), { bad: 'done' });
    const [moment] = await app.db.query<{ live: boolean }>('select live from chaland.moment limit 1');
    assert.equal(moment!.live, false);
  });
});
