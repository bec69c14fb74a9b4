import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { onBothDatabases, type TestChaland } from '../testing/index.ts';
import { customerWith, startPostOffice } from './testing/customers.ts';
import { postOffice } from './testing/post-office.ts';

onBothDatabases((on) => {
  const office = postOffice();
  let app: TestChaland;
  let customer: string;
  before(async () => {
    app = await startPostOffice(office, { on });
    customer = await customerWith(app, 'ana@example.com', { agreed: ['marketing'] });
  });
  beforeEach(() => {
    office.posted = [];
    office.send = async () => ({ providerId: 'p-7' });
  });
  after(() => app.close());

  const request = (over: object = {}) => ({
    customer,
    channel: 'email',
    purpose: 'service',
    content: { text: 'Your order is ready' },
    ...over,
  });

  test('a message is requested, sent, and read with all that is known of it', async () => {
    const asked = await app.post('/api/messages', request({ purpose: 'marketing' }));
    assert.equal(asked.status, 202);
    assert.equal(asked.body.state, 'requested');
    app.clock.advance({ seconds: 1 });
    await app.drain();
    const { body } = await app.get(`/api/messages/${asked.body.id}`);
    const { id, profile, key, consent, requestedAt, dueAt, expiresAt, ...rest } = body;
    assert.equal(id, asked.body.id);
    assert.equal(new Date(expiresAt).getTime() - new Date(requestedAt).getTime(), 7 * 24 * 3_600_000);
    assert.deepEqual(rest, {
      customer,
      plugin: 'core',
      moment: null,
      channel: 'email',
      purpose: 'marketing',
      brand: null,
      contactPoint: { kind: 'email', value: 'ana@example.com' },
      state: 'sent',
      code: null,
      detail: null,
      attempts: 0,
      claimedAt: app.clock.now().toISOString(),
      endedAt: app.clock.now().toISOString(),
      providerId: 'p-7',
      content: { text: 'Your order is ready' },
    });
  });

  test('the same key requests nothing a second time', async () => {
    const first = await app.post('/api/messages', request({ key: 'order-12' }));
    const again = await app.post('/api/messages', request({ key: 'order-12' }));
    assert.deepEqual([first.status, again.status], [202, 200]);
    assert.equal(again.body.id, first.body.id);
    await app.drain();
    assert.equal(office.posted.length, 1);
  });

  test('what can not be requested says why', async () => {
    const code = async (over: object) => {
      const { status, body } = await app.post('/api/messages', request(over));
      return [status, body.code, body.detail ?? ''];
    };
    assert.deepEqual(await code({ customer: crypto.randomUUID() }), [
      409,
      'CHL_MESSAGE_REFUSED',
      'no-customer',
    ]);
    assert.deepEqual(await code({ contactPoint: { kind: 'email', value: 'ben@example.com' } }), [
      409,
      'CHL_MESSAGE_REFUSED',
      'not-held',
    ]);
    assert.deepEqual(await code({ expiresAt: '2020-01-01T00:00:00Z' }), [
      409,
      'CHL_MESSAGE_REFUSED',
      'too-late',
    ]);
    assert.equal((await code({ channel: 'fax' }))[1], 'CHL_CHANNEL_UNKNOWN');
    assert.equal((await code({ content: {} }))[1], 'CHL_INPUT_INVALID');
    assert.equal((await code({ profile: 'x' }))[0], 422);
  });

  test('lists go from the last request to the first, by pages, and can be narrowed', async () => {
    const other = await customerWith(app, 'list@example.com', { agreed: ['marketing'] });
    const ids: string[] = [];
    for (const purpose of ['service', 'marketing', 'service']) {
      app.clock.advance({ milliseconds: 1 });
      ids.unshift((await app.post('/api/messages', request({ customer: other, purpose }))).body.id);
    }
    const list = async (query: string) => {
      const { status, body } = await app.get(`/api/messages?customer=${other}${query}`);
      assert.equal(status, 200, JSON.stringify(body));
      return { ids: body.items.map(({ id }: { id: string }) => id), next: body.next };
    };
    const first = await list('&limit=2');
    assert.deepEqual(first.ids, ids.slice(0, 2));
    const second = await list(`&limit=2&cursor=${first.next}`);
    assert.deepEqual(second, { ids: ids.slice(2), next: null });
    assert.deepEqual((await list('&purpose=marketing')).ids, [ids[1]]);
    assert.deepEqual((await list('&state=sent')).ids, []);
    await app.drain();
    assert.deepEqual((await list('&state=sent&channel=email')).ids, ids);
    assert.equal((await app.get('/api/messages?state=lost')).status, 422);
    assert.equal((await app.get('/api/messages?cursor=x')).status, 422);
  });

  test('a message is taken back until it is claimed', async () => {
    const { body } = await app.post('/api/messages', request());
    const taken = await app.post(`/api/messages/${body.id}/cancel`);
    assert.deepEqual([taken.status, taken.body.state], [200, 'cancelled']);
    assert.equal((await app.post(`/api/messages/${body.id}/cancel`)).status, 409);
    await app.drain();
    assert.deepEqual(office.posted, []);
    assert.equal((await app.post(`/api/messages/${crypto.randomUUID()}/cancel`)).status, 404);
  });

  test('the channels are listed with what a message of theirs is made of', async () => {
    const { body } = await app.get('/api/channels');
    assert.deepEqual(
      body.items.map(({ id, plugin, contact }: Record<string, unknown>) => [id, plugin, contact]),
      [['email', 'post-office', 'email']],
    );
    assert.deepEqual(body.items[0].args.required, ['text']);
  });

  test('each path asks for its permission, and leaves a trace', async () => {
    const reader = app.as(await app.keyWith(['messages.read']));
    const sender = app.as(await app.keyWith(['messages.send']));
    assert.equal((await reader.post('/api/messages', request())).status, 403);
    assert.equal((await sender.get('/api/messages')).status, 403);
    const { body } = await sender.post('/api/messages', request());
    assert.equal((await reader.get(`/api/messages/${body.id}`)).status, 200);
    const { body: audit } = await app.get(`/api/audit?subjectKind=message&subjectId=${body.id}`);
    assert.deepEqual(audit.items.map(({ action }: { action: string }) => action).toSorted(), [
      'read',
      'request',
    ]);
  });

  test('an erasure takes the messages with it, and nothing leaves any more', async () => {
    const gone = await customerWith(app, 'gone@example.com', { agreed: [] });
    const { body } = await app.post('/api/messages', request({ customer: gone, key: 'gone-1' }));
    const { status } = await app.delete(`/api/customers/${gone}`);
    assert.ok(status < 300, String(status));
    await app.drain();
    assert.ok(office.posted.every(({ message }) => message.customerId !== gone));
    assert.equal((await app.get(`/api/messages/${body.id}`)).status, 404);
    assert.deepEqual(await app.db.query(`select key from chaland.message_key where key = 'gone-1'`), []);
  });

  describe('the figures', () => {
    test('tell what was sent, what waits, and what nobody knows', async () => {
      office.send = async () => {
        throw new Error('socket hang up');
      };
      await app.post('/api/messages', request());
      await app.drain();
      await app.post('/api/messages', request());
      const { body } = await app.get('/metrics');
      assert.match(body, /^chaland_messages_total\{channel="email",outcome="unknown"\} 1$/m);
      assert.match(body, /^chaland_messages_total\{channel="email",outcome="failed"\} 0$/m);
      assert.match(body, /^chaland_messages_open\{channel="email",state="unknown"\} 1$/m);
      assert.match(body, /^chaland_messages_open\{channel="email",state="due"\} 1$/m);
    });
  });
});
