import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { onBothDatabases, type TestChaland } from '../testing/index.ts';
import { ask, askFor, customerWith, fateOf, say, startPostOffice } from './testing/customers.ts';
import { postOffice } from './testing/post-office.ts';

// Whoever gave an address for receipts gets receipts there, and nothing else: by no path.
onBothDatabases((on) => {
  const office = postOffice();
  let app: TestChaland;
  before(async () => {
    app = await startPostOffice(office, { on });
    await app.stores.putBrand({ code: 'kids', name: 'Kids' });
  });
  beforeEach(() => {
    office.posted = [];
  });
  after(() => app.close());

  let people = 0;
  /** Somebody with an address for receipts alone; their other address, where they have one, takes advertising. */
  async function withReceipts({ other = false } = {}) {
    const email = `receipt-${++people}@example.com`;
    const otherEmail = `offers-${people}@example.com`;
    const customer = await customerWith(app, email, {
      agreed: ['e-receipt'],
      identifiers: [
        // Verified, so that it is the first choice where consent doesn't matter.
        { kind: 'email', value: email, verified: true },
        ...(other ? [{ kind: 'email', value: otherEmail }] : []),
      ],
    });
    if (other) await say(app, customer, otherEmail);
    return { customer, email, otherEmail, contactPoint: { kind: 'email', value: email } };
  }
  const receivedAt = (email: string) =>
    office.posted
      .filter(({ message }) => message.contactPoint.value === email)
      .map(({ message }) => message.purpose);
  async function isKeptIn(id: string, email: string): Promise<void> {
    await app.drain();
    assert.deepEqual(await fateOf(app, id), {
      state: 'refused',
      code: 'contact_point_isolated',
      detail: null,
    });
    assert.deepEqual(receivedAt(email), []);
  }
  async function profileOf(email: string): Promise<string> {
    const [row] = await app.db.query<{ id: string }>(
      `select profile_id as id from chaland.identifier where kind = 'email' and value = $1`,
      [email],
    );
    return row!.id;
  }

  test('a receipt arrives there', async () => {
    const { customer, email } = await withReceipts();
    await askFor(app, { customer, purpose: 'e-receipt' });
    await app.drain();
    assert.deepEqual(receivedAt(email), ['e-receipt']);
  });

  describe('advertising does not', () => {
    test('over the API, with the address named or chosen', async () => {
      const { customer, email, contactPoint } = await withReceipts();
      for (const where of [{}, { contactPoint }]) {
        const { status, body } = await app.post('/api/messages', {
          customer,
          channel: 'email',
          purpose: 'marketing',
          content: { text: 'Sales' },
          ...where,
        });
        assert.equal(status, 202);
        await isKeptIn(body.id, email);
      }
    });

    test('by a plugin, for the customer or for the profile', async () => {
      const { customer, email, contactPoint } = await withReceipts();
      const profile = await profileOf(email);
      for (const request of [
        { customer },
        { customer, contactPoint },
        { profile },
        { profile, contactPoint },
      ]) {
        await isKeptIn(await askFor(app, request), email);
      }
    });

    test('where another address takes it: that one is chosen, and the named one refused', async () => {
      const { customer, email, otherEmail, contactPoint } = await withReceipts({ other: true });
      await isKeptIn(await askFor(app, { customer, contactPoint }), email);
      await askFor(app, { customer });
      await app.drain();
      assert.deepEqual(receivedAt(otherEmail), ['marketing']);
      assert.deepEqual(receivedAt(email), []);
    });

    test('where all e-mail was agreed to, without naming this address', async () => {
      const { customer, email, contactPoint } = await withReceipts();
      await say(app, customer, null);
      await isKeptIn(await askFor(app, { customer, contactPoint }), email);
      await isKeptIn(await askFor(app, { customer }), email);
    });

    test('for another brand, nor for one that was agreed to elsewhere', async () => {
      const { customer, email, otherEmail, contactPoint } = await withReceipts({ other: true });
      await say(app, customer, otherEmail, { brand: 'kids' });
      await isKeptIn(await askFor(app, { customer, contactPoint, brand: 'kids' }), email);
    });

    test('for any other purpose that asks for consent', async () => {
      const { customer, email } = await withReceipts();
      await say(app, customer, null, { purpose: 'open-tracking' });
      await isKeptIn(await askFor(app, { customer, purpose: 'open-tracking' }), email);
      await isKeptIn(await askFor(app, { customer, purpose: 'profiling' }), email);
      await isKeptIn(await askFor(app, { customer, purpose: 'survey' }), email);
    });

    test('by way of another profile of the same customer, which agreed to advertising', async () => {
      const { customer, email, contactPoint } = await withReceipts();
      // The same card at another source, and there everything was agreed to, for another address.
      const there = await customerWith(app, 'elsewhere@example.com', { agreed: ['marketing'] });
      await say(app, there, null);
      const { status } = await app.post('/api/merges', { survivor: customer, loser: there });
      assert.equal(status, 201);
      app.clock.advance({ seconds: 1 });
      await say(app, customer, null);
      await isKeptIn(await askFor(app, { customer, contactPoint }), email);
      const profile = await profileOf('elsewhere@example.com');
      await isKeptIn(await askFor(app, { profile, contactPoint }), email);
      // The choice is the other address.
      await askFor(app, { customer });
      await app.drain();
      assert.deepEqual(receivedAt(email), []);
      assert.deepEqual(receivedAt('elsewhere@example.com'), ['marketing']);
    });

    test('for who was merged into somebody who agreed to all, nor after that is undone', async () => {
      const { customer, email, contactPoint } = await withReceipts();
      const agreed = await customerWith(app, 'agreed-to-all@example.com', { agreed: ['marketing'] });
      await say(app, agreed, null);
      const before = await askFor(app, { customer });
      const { body: merge } = await app.post('/api/merges', { survivor: agreed, loser: customer });
      await isKeptIn(before, email);
      await isKeptIn(await askFor(app, { customer, contactPoint }), email);
      assert.equal((await app.post(`/api/merges/${merge.id}/undo`, {})).status, 200);
      await isKeptIn(await askFor(app, { customer }), email);
      // And nobody else's customer reaches it by naming it.
      const fate = await ask(app, { customer: agreed, contactPoint });
      assert.deepEqual(fate, { fate: 'refused', code: 'not-held' });
    });
  });

  test('once they agree to it for that address, it does', async () => {
    const { customer, email } = await withReceipts();
    await say(app, customer, email);
    await askFor(app, { customer });
    await app.drain();
    assert.deepEqual(receivedAt(email), ['marketing']);
  });
});
