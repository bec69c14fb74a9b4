import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TestChaland } from '../../testing/index.ts';
import { onBothDatabases } from '../../testing/on-both-databases.ts';
import { consent } from '../testing/shop.ts';
import { fieldsOf, form, newcomer, startShop } from './testing/ana.ts';

onBothDatabases((on) => {
  let app: TestChaland;
  before(async () => {
    app = await startShop({ on });
  });
  after(() => app.close());

  describe(`one-click unsubscribe on ${on}`, () => {
    const oneClick = form({ 'List-Unsubscribe': 'One-Click' });

    test('a scanner that looks at the link changes nothing', async () => {
      const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
      for (const method of ['GET', 'HEAD', 'GET']) {
        const answer = await app.request(ana.unsubscribe, { method });
        assert.equal(answer.status, 200);
        if (method === 'GET') assert.match(await answer.text(), /Offres et actualités · E-mail/);
      }
      assert.equal(await ana.allows('email'), true);
      assert.equal((await ana.ledger()).length, 1);
    });

    test('a POST stops it, whatever the form, once', async () => {
      const ana = await newcomer(app, (at) => [
        { contactPoint: at.email },
        { channel: 'sms', contactPoint: at.phone },
      ]);
      const parts = new FormData();
      parts.set('List-Unsubscribe', 'One-Click');
      for (const init of [oneClick, { method: 'POST', body: parts }, oneClick]) {
        const answer = await app.request(ana.unsubscribe, init);
        assert.equal(answer.status, 200);
      }
      assert.equal(await ana.allows('email'), false);
      assert.equal(await ana.allows('sms'), true);
      const withdrawn = (await ana.ledger()).filter(({ state }) => state === 'withdrawn');
      assert.equal(withdrawn.length, 1);
      assert.equal(withdrawn[0]!.detail?.method, 'one-click');
      assert.deepEqual(withdrawn[0]!.contactPoint, ana.email);
    });

    test('the button does the same, and an old link works again after a new yes', async () => {
      const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
      await app.request(ana.unsubscribe, form({ do: 'unsubscribe' }));
      assert.equal(await ana.allows('email'), false);
      const { profileId } = ana;
      app.clock.advance({ days: 1 });
      await app.consents.record([consent({ profileId, contactPoint: ana.email })]);
      assert.equal(await ana.allows('email'), true);
      await app.request(ana.unsubscribe, oneClick);
      assert.equal(await ana.allows('email'), false);
    });

    test('a link for a brand that has another code by now still ends it', async () => {
      const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
      const { profileId } = ana;
      const target = {
        profileId,
        contactPoint: ana.email,
        purpose: 'marketing',
        channel: 'email',
        brand: 'old',
      };
      const { pathname } = new URL(app.links.unsubscribe(target).url);
      assert.equal((await app.request(pathname, oneClick)).status, 200);
      assert.equal(await ana.allows('email'), false);
    });

    test('a POST that asks for nothing asks again', async () => {
      const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
      const answer = await app.request(ana.unsubscribe, form({ q: 'x' }));
      assert.equal(answer.status, 422);
      assert.match(await answer.text(), /value="unsubscribe"/);
      assert.equal(await ana.allows('email'), true);
    });

    test('two clicks at once are one', async () => {
      const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
      await Promise.all([app.request(ana.unsubscribe, oneClick), app.request(ana.unsubscribe, oneClick)]);
      assert.equal((await ana.ledger()).filter(({ state }) => state === 'withdrawn').length, 1);
    });

    test('two who save a page at once record what changed once', async () => {
      const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
      const { send } = fieldsOf(await (await app.request(ana.preferences)).text());
      const without = send((purpose, _channel, checked) => checked && purpose !== 'marketing');
      await Promise.all([app.request(ana.preferences, without), app.request(ana.preferences, without)]);
      assert.equal((await ana.ledger()).length, 2);
    });
  });
});
