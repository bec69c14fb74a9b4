import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { onBothDatabases, type TestChaland } from '../testing/index.ts';
import { type Channel, PermanentFailure, TemporaryFailure } from './channel.ts';
import { ask, askFor, customerWith, fateOf, say, startPostOffice } from './testing/customers.ts';
import { postOffice } from './testing/post-office.ts';

onBothDatabases((on) => {
  const office = postOffice();
  let app: TestChaland;
  before(async () => {
    app = await startPostOffice(office, { on });
  });
  beforeEach(() => {
    office.posted = [];
    office.send = async () => ({});
  });
  after(() => app.close());

  test('a message that its customer agreed to is handed over, once', async () => {
    const customer = await customerWith(app, 'ana1@example.com');
    const id = await askFor(app, { customer, content: { text: 'Bonjour Ana' } });
    await app.drain();
    await app.drain();
    assert.equal(office.posted.length, 1);
    const [{ message, content }] = office.posted as [(typeof office.posted)[0]];
    assert.deepEqual(content, { text: 'Bonjour Ana' });
    assert.equal(message.id, id);
    assert.equal(message.customerId, customer);
    assert.deepEqual(message.contactPoint, { kind: 'email', value: 'ana1@example.com' });
    assert.equal((await fateOf(app, id)).state, 'sent');
    const { body } = await app.get(`/api/messages/${id}`);
    assert.equal(body.customer, customer);
    assert.match(body.consent, /^[0-9a-f-]{36}$/, 'it names the consent that let it through');
  });

  test('a withdrawal between the request and the door keeps it in', async () => {
    const customer = await customerWith(app, 'ana2@example.com');
    const id = await askFor(app, { customer });
    app.clock.advance({ seconds: 1 });
    await say(app, customer, 'ana2@example.com', { state: 'withdrawn' });
    await app.drain();
    assert.deepEqual(office.posted, []);
    assert.deepEqual(await fateOf(app, id), { state: 'refused', code: 'withdrawn', detail: null });
  });

  test('whoever never said anything gets no advertising, and is told of their order', async () => {
    const customer = await customerWith(app, 'ana3@example.com', { agreed: [] });
    const advertising = await askFor(app, { customer });
    const order = await askFor(app, { customer, purpose: 'service' });
    await app.drain();
    assert.equal((await fateOf(app, advertising)).code, 'no_record');
    assert.equal((await fateOf(app, order)).state, 'sent');
    assert.deepEqual(
      office.posted.map(({ message }) => message.id),
      [order],
    );
  });

  describe('a request', () => {
    test('is part of the unit of work that makes it', async () => {
      const customer = await customerWith(app, 'ana4@example.com');
      await assert.rejects(
        app.db.transaction(async () => {
          await askFor(app, { customer });
          throw new Error('changed its mind');
        }),
        /changed its mind/,
      );
      await app.drain();
      assert.deepEqual(office.posted, []);
    });

    test('is kept once by its key, also within one call', async () => {
      const customer = await customerWith(app, 'ana5@example.com');
      const { messages } = app.contextOf('post-office');
      const request = {
        key: 'thanks',
        customer,
        channel: 'email',
        purpose: 'marketing',
        content: { text: 'Thanks' },
      };
      const [first, twin] = await messages.request([request, request]);
      assert.equal(first!.fate, 'requested');
      assert.deepEqual(twin, { ...first, fate: 'known' });
      await app.drain();
      assert.deepEqual(await messages.request([request]), [{ ...first, fate: 'known', state: 'sent' }]);
      // Another plugin's key is another's.
      const [other] = await app.contextOf('core').messages.request([request]);
      assert.equal(other!.fate, 'requested');
      await app.drain();
      assert.equal(office.posted.length, 2);
    });

    test('goes where the customer agreed to first, then to what is verified', async () => {
      const customer = await customerWith(app, 'home6@example.com', {
        agreed: [],
        identifiers: [
          { kind: 'email', value: 'work6@example.com', verified: true },
          { kind: 'email', value: 'home6@example.com' },
        ],
      });
      await askFor(app, { customer, purpose: 'service' });
      await say(app, customer, 'home6@example.com');
      await askFor(app, { customer });
      await app.drain();
      assert.deepEqual(
        office.posted.map(({ message }) => `${message.purpose} to ${message.contactPoint.value}`).sort(),
        ['marketing to home6@example.com', 'service to work6@example.com'],
      );
    });

    test('for nobody, for nowhere or for somebody else’s address is not kept', async () => {
      const ana = await customerWith(app, 'ana7@example.com');
      await customerWith(app, 'ben7@example.com');
      const phoneOnly = await customerWith(app, '', {
        agreed: [],
        identifiers: [{ kind: 'phone', value: '+33612345678' }],
      });
      const code = async (request: Parameters<typeof ask>[1]) => {
        const fate = await ask(app, request);
        return fate.fate === 'refused' ? fate.code : fate.state;
      };
      assert.equal(await code({ customer: crypto.randomUUID() }), 'no-customer');
      assert.equal(await code({ profile: crypto.randomUUID() }), 'no-customer');
      assert.equal(await code({ customer: phoneOnly }), 'no-contact-point');
      assert.equal(
        await code({ customer: ana, contactPoint: { kind: 'email', value: 'ben7@example.com' } }),
        'not-held',
      );
      assert.deepEqual((await app.get(`/api/messages?customer=${ana}`)).body.items, []);
    });

    test('that makes no sense says what and where', async () => {
      const customer = await customerWith(app, 'ana8@example.com');
      await assert.rejects(ask(app, { customer, channel: 'pigeon' }), {
        code: 'CHL_CHANNEL_UNKNOWN',
        message: /"pigeon" is not one of "email" \(at \/channel\)/,
      });
      await assert.rejects(ask(app, { customer, purpose: 'fun' }), { code: 'CHL_PURPOSE_UNKNOWN' });
      await assert.rejects(ask(app, { customer, brand: 'nobody' }), { code: 'CHL_BRAND_UNKNOWN' });
      await assert.rejects(ask(app, { customer, content: { text: '' } }), {
        code: 'CHL_INPUT_INVALID',
        message: /\(at \/content\/text\)/,
      });
      await assert.rejects(ask(app, {}), { code: 'CHL_INPUT_INVALID' });
    });

    test('is made for a live and young moment only', async () => {
      const customer = await customerWith(app, 'ana9@example.com');
      const id = crypto.randomUUID();
      const now = app.clock.now().getTime();
      const moment = (over: object) => ({
        moment: { id, live: true, time: new Date(now - 60_000), maxAge: 3_600, ...over },
      });
      const code = async (over: object) => {
        const fate = await ask(app, { customer, ...moment(over) });
        return fate.fate === 'refused' ? fate.code : fate.state;
      };
      assert.equal(await code({}), 'requested');
      assert.equal(await code({ live: false }), 'not-live');
      assert.equal(await code({ time: new Date(now - 3_600_000) }), 'too-late');
    });
  });

  describe('a message', () => {
    test('whose moment has grown old while it waited expires', async () => {
      const customer = await customerWith(app, 'ana10@example.com');
      const moment = { id: crypto.randomUUID(), live: true, time: app.clock.now(), maxAge: 3_600 };
      const id = await askFor(app, { customer, moment });
      app.clock.advance({ hours: 1 });
      await app.drain();
      assert.equal((await fateOf(app, id)).state, 'expired');
      assert.deepEqual(office.posted, []);
    });

    test('waits for its time', async () => {
      const customer = await customerWith(app, 'ana11@example.com');
      const id = await askFor(app, { customer, notBefore: new Date(app.clock.now().getTime() + 3_600_000) });
      await app.drain();
      assert.equal((await fateOf(app, id)).state, 'requested');
      app.clock.advance({ hours: 1 });
      await app.drain();
      assert.equal((await fateOf(app, id)).state, 'sent');
    });

    test('can be taken back until it is claimed', async () => {
      const customer = await customerWith(app, 'ana12@example.com');
      const id = await askFor(app, { customer, key: 'mine' });
      const { messages } = app.contextOf('post-office');
      assert.equal(await app.contextOf('core').messages.cancel(['mine']), 0, 'not by another plugin');
      assert.equal(await messages.cancel(['mine']), 1);
      await app.drain();
      assert.equal((await fateOf(app, id)).state, 'cancelled');
      assert.deepEqual(office.posted, []);
      await askFor(app, { customer, key: 'gone' });
      await app.drain();
      assert.equal(await messages.cancel(['gone']), 0);
    });

    test('follows its profile in a merge, and is checked as the customer is then', async () => {
      const ana = await customerWith(app, 'ana13@example.com');
      const anna = await customerWith(app, 'anna13@example.com', { agreed: [] });
      app.clock.advance({ seconds: 1 });
      // Said of all e-mail of theirs.
      await say(app, anna, null, { state: 'refused' });
      const id = await askFor(app, { customer: ana });
      const { status } = await app.post('/api/merges', { survivor: anna, loser: ana });
      assert.equal(status, 201);
      await app.drain();
      assert.deepEqual(office.posted, []);
      assert.equal((await fateOf(app, id)).code, 'refused');
      assert.equal((await app.get(`/api/messages/${id}`)).body.customer, anna);
      assert.equal((await app.get(`/api/messages?customer=${anna}`)).body.items.length, 1);
    });
  });

  describe('a hand-over', () => {
    /** Somebody's message, and what the channel does with it. */
    const requested = async (email: string, send: Channel['send']) => {
      office.send = send;
      return askFor(app, { customer: await customerWith(app, email) });
    };

    test('that the provider refuses has failed', async () => {
      const id = await requested('hand1@example.com', async () => {
        throw new PermanentFailure('550 no such mailbox ana14@example.com');
      });
      await app.drain();
      app.clock.advance({ days: 1 });
      await app.drain();
      assert.equal(office.posted.length, 1);
      assert.deepEqual(await fateOf(app, id), {
        state: 'failed',
        code: 'provider-refused',
        // Nothing personal is kept of what providers say.
        detail: '550 no such mailbox …@…',
      });
    });

    test('that did not take place is tried again later, and passes the door again', async () => {
      let up = false;
      const id = await requested('hand2@example.com', async () => {
        if (up) return { providerId: 'p-1' };
        throw new TemporaryFailure('connect ECONNREFUSED');
      });
      await app.drain();
      assert.equal(office.posted.length, 1);
      assert.deepEqual(await fateOf(app, id), {
        state: 'requested',
        code: 'provider-unreachable',
        detail: 'connect ECONNREFUSED',
      });
      app.clock.advance({ seconds: 1 });
      await app.drain();
      assert.equal(office.posted.length, 2);
      up = true;
      app.clock.advance({ seconds: 9 });
      await app.drain();
      assert.equal(office.posted.length, 2, 'later and later');
      app.clock.advance({ seconds: 1 });
      await app.drain();
      const { body } = await app.get(`/api/messages/${id}`);
      assert.deepEqual([body.state, body.providerId, body.attempts, body.code], ['sent', 'p-1', 2, null]);
    });

    test('that nobody knows the end of is unknown, and never sent again by itself', async () => {
      const id = await requested('hand3@example.com', async () => {
        throw new Error('socket hang up');
      });
      await app.drain();
      app.clock.advance({ days: 30 });
      await app.drain();
      assert.equal(office.posted.length, 1);
      assert.deepEqual(await fateOf(app, id), {
        state: 'unknown',
        code: 'no-answer',
        detail: 'socket hang up',
      });
      assert.equal((await app.get('/api/messages?state=unknown')).body.items[0].id, id);
      const resolved = await app.post(`/api/messages/${id}/resolve`, { outcome: 'sent' });
      assert.deepEqual([resolved.status, resolved.body.state], [200, 'sent']);
      const again = await app.post(`/api/messages/${id}/resolve`, { outcome: 'failed' });
      assert.deepEqual([again.status, again.body.code], [409, 'CHL_CONFLICT']);
    });
  });
});
