import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { onBothDatabases, type TestChaland } from '../../testing/index.ts';
import type { Decision, SendCandidate } from '../send-rule.ts';
import { askFor, customerWith, fateOf, startPostOffice } from '../testing/customers.ts';
import { postOffice } from '../testing/post-office.ts';

onBothDatabases((on) => {
  /** What the rules of the tests say, replaced by each. */
  let decide: (candidate: SendCandidate) => Decision;
  let second: (candidate: SendCandidate) => Decision;
  let asked: SendCandidate[] = [];
  const office = postOffice({
    rules: [
      {
        id: 'post-office.first',
        decide(candidates) {
          asked.push(...candidates);
          return candidates.map((candidate) => decide(candidate));
        },
      },
      { id: 'post-office.second', decide: (candidates) => candidates.map((candidate) => second(candidate)) },
    ],
  });
  let app: TestChaland;
  before(async () => {
    app = await startPostOffice(office, {
      on,
      settings: {
        core: {
          message: {
            pressure: [
              { most: 2, days: 7 },
              { channel: 'email', purpose: 'survey', most: 1, days: 30 },
            ],
          },
        },
      },
    });
  });
  beforeEach(() => {
    office.posted = [];
    office.send = async () => ({});
    decide = () => ({ allow: true });
    second = () => ({ allow: true });
    asked = [];
  });
  after(() => app.close());

  const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000);

  describe('a rule', () => {
    test('is told whom, what and where, once consent is there', async () => {
      const customer = await customerWith(app, 'told@example.com', {
        attributes: { address: { postalCode: '97400', country: 'RE' }, language: 'en' },
      });
      await customerWith(app, 'silent@example.com', { agreed: [] });
      const id = await askFor(app, { customer });
      await askFor(app, { customer: await customerWith(app, 'quiet@example.com', { agreed: [] }) });
      await app.drain();
      assert.equal(asked.length, 1, 'nothing is asked of what consent keeps in anyway');
      const { messageId, customerId, at, timeZone, country, postalCode, contactPoint, marketing } = asked[0]!;
      assert.deepEqual(
        { messageId, customerId, at, timeZone, country, postalCode, contactPoint, marketing },
        {
          messageId: id,
          customerId: customer,
          at: app.clock.now(),
          timeZone: 'Indian/Reunion',
          country: 'RE',
          postalCode: '97400',
          contactPoint: { kind: 'email', value: 'told@example.com' },
          marketing: true,
        },
      );
      assert.equal(office.posted[0]!.message.language, 'en');
    });

    test('keeps a message back until a time, and is asked again then', async () => {
      const id = await askFor(app, { customer: await customerWith(app, 'night@example.com') });
      const morning = inHours(10);
      decide = ({ at }) =>
        at < morning ? { allow: false, code: 'contact-hours', until: morning } : { allow: true };
      await app.drain();
      app.clock.advance({ hours: 9 });
      await app.drain();
      assert.deepEqual(await fateOf(app, id), { state: 'requested', code: 'contact-hours', detail: null });
      app.clock.advance({ hours: 1 });
      await app.drain();
      assert.deepEqual(await fateOf(app, id), { state: 'sent', code: null, detail: null });
    });

    test('that keeps a message back beyond its time lets it expire, and the reason stays', async () => {
      const customer = await customerWith(app, 'late@example.com');
      const id = await askFor(app, { customer, expiresAt: inHours(2) });
      decide = () => ({ allow: false, code: 'contact-hours', until: inHours(10) });
      await app.drain();
      app.clock.advance({ hours: 2 });
      await app.drain();
      assert.deepEqual(await fateOf(app, id), { state: 'expired', code: 'contact-hours', detail: null });
    });

    test('that refuses for good stands above one that waits, and the longest wait above the others', async () => {
      const customer = await customerWith(app, 'both@example.com');
      const refused = await askFor(app, { customer });
      decide = () => ({ allow: false, code: 'later', until: inHours(1) });
      second = () => ({ allow: false, code: 'never' });
      await app.drain();
      assert.deepEqual(await fateOf(app, refused), { state: 'refused', code: 'never', detail: null });
      const waiting = await askFor(app, { customer });
      second = () => ({ allow: false, code: 'much-later', until: inHours(5) });
      await app.drain();
      assert.deepEqual(await fateOf(app, waiting), { state: 'requested', code: 'much-later', detail: null });
      decide = () => ({ allow: true });
      second = () => ({ allow: true });
      app.clock.advance({ days: 8 });
      await app.drain();
    });

    test('that fails lets nothing through, and refuses nothing', async () => {
      const id = await askFor(app, { customer: await customerWith(app, 'fault@example.com') });
      let fails = true;
      decide = () => {
        if (fails) throw new Error('the holidays are not to be had');
        return { allow: true };
      };
      await app.drain();
      assert.deepEqual(await fateOf(app, id), { state: 'requested', code: 'rule-failed', detail: null });
      fails = false;
      app.clock.advance({ minutes: 1 });
      await app.drain();
      assert.equal((await fateOf(app, id)).state, 'sent');
    });
  });

  describe('pressure', () => {
    const statesOf = async (ids: readonly string[]) =>
      Promise.all(ids.map(async (id) => (await fateOf(app, id)).state));
    const requestMany = async (customer: string, purpose: string, count: number) => {
      const ids: string[] = [];
      for (let index = 0; index < count; index++) {
        app.clock.advance({ milliseconds: 1 });
        ids.push(await askFor(app, { customer, purpose }));
      }
      return ids;
    };

    test('lets as much advertising out as is set, in one batch too, and the rest when its turn comes', async () => {
      const customer = await customerWith(app, 'much@example.com');
      const ids = await requestMany(customer, 'marketing', 3);
      await app.drain();
      assert.deepEqual(await statesOf(ids), ['sent', 'sent', 'requested']);
      assert.equal((await fateOf(app, ids[2]!)).code, 'pressure');
      app.clock.advance({ days: 6, hours: 23 });
      await app.drain();
      assert.equal((await fateOf(app, ids[2]!)).state, 'requested');
      const expires = await askFor(app, { customer });
      app.clock.advance({ hours: 1 });
      await app.drain();
      assert.deepEqual(
        [(await fateOf(app, ids[2]!)).state, (await fateOf(app, expires)).state],
        // The third waited seven days, which is as long as it was to wait.
        ['expired', 'sent'],
      );
    });

    test('does not hold back receipts, nor count them', async () => {
      const customer = await customerWith(app, 'receipts@example.com');
      const receipts = await requestMany(customer, 'service', 4);
      const advertising = await requestMany(customer, 'marketing', 2);
      await app.drain();
      assert.deepEqual(await statesOf([...receipts, ...advertising]), Array(6).fill('sent'));
    });

    test('can be set for one purpose', async () => {
      const customer = await customerWith(app, 'survey@example.com', { agreed: ['survey'] });
      const ids = await requestMany(customer, 'survey', 2);
      await app.drain();
      assert.deepEqual(await statesOf(ids), ['sent', 'requested']);
    });

    test('counts what may have been sent, and not what failed', async () => {
      const customer = await customerWith(app, 'failed@example.com');
      office.send = async () => {
        throw new Error('socket hang up');
      };
      const unknown = await requestMany(customer, 'marketing', 2);
      await app.drain();
      assert.deepEqual(await statesOf(unknown), ['unknown', 'unknown']);
      office.send = async () => ({});
      const next = await askFor(app, { customer });
      await app.drain();
      assert.equal((await fateOf(app, next)).code, 'pressure');
      for (const id of unknown) await app.post(`/api/messages/${id}/resolve`, { outcome: 'failed' });
      const after = await askFor(app, { customer });
      await app.drain();
      assert.equal((await fateOf(app, after)).state, 'sent');
    });
  });
});
