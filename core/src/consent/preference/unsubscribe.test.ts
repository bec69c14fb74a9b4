import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onBothDatabases } from '../../testing/on-both-databases.ts';
import { consent } from '../testing/shop.ts';
import { email, fieldsOf, form, phone, withAna } from './testing/ana.ts';

onBothDatabases((on) => {
  describe(`one-click unsubscribe on ${on}`, () => {
    const oneClick = form({ 'List-Unsubscribe': 'One-Click' });

    test('a scanner that looks at the link changes nothing', async () => {
      await using ana = await withAna([{ contactPoint: email }], { on });
      for (const method of ['GET', 'HEAD', 'GET']) {
        const answer = await ana.app.request(ana.unsubscribe, { method });
        assert.equal(answer.status, 200);
        if (method === 'GET') assert.match(await answer.text(), /Offres et actualités · E-mail/);
      }
      assert.equal(await ana.allows('email'), true);
      assert.equal((await ana.ledger()).length, 1);
    });

    test('a POST stops it, whatever the form, once', async () => {
      await using ana = await withAna([{ contactPoint: email }, { channel: 'sms', contactPoint: phone }], {
        on,
      });
      const parts = new FormData();
      parts.set('List-Unsubscribe', 'One-Click');
      for (const init of [oneClick, { method: 'POST', body: parts }, oneClick]) {
        const answer = await ana.app.request(ana.unsubscribe, init);
        assert.equal(answer.status, 200);
      }
      assert.equal(await ana.allows('email'), false);
      assert.equal(await ana.allows('sms'), true);
      const withdrawn = (await ana.ledger()).filter(({ state }) => state === 'withdrawn');
      assert.equal(withdrawn.length, 1);
      assert.equal(withdrawn[0]!.detail?.method, 'one-click');
      assert.deepEqual(withdrawn[0]!.contactPoint, email);
    });

    test('the button does the same, and an old link works again after a new yes', async () => {
      await using ana = await withAna([{ contactPoint: email }], { on });
      await ana.app.request(ana.unsubscribe, form({ do: 'unsubscribe' }));
      assert.equal(await ana.allows('email'), false);
      const { profileId } = ana;
      ana.app.clock.advance({ days: 1 });
      await ana.app.consents.record([consent({ profileId, contactPoint: email })]);
      assert.equal(await ana.allows('email'), true);
      await ana.app.request(ana.unsubscribe, oneClick);
      assert.equal(await ana.allows('email'), false);
    });

    test('a link for a brand that has another code by now still ends it', async () => {
      await using ana = await withAna([{ contactPoint: email }], { on });
      const { profileId } = ana;
      const target = { profileId, contactPoint: email, purpose: 'marketing', channel: 'email', brand: 'old' };
      const { pathname } = new URL(ana.app.links.unsubscribe(target).url);
      assert.equal((await ana.app.request(pathname, oneClick)).status, 200);
      assert.equal(await ana.allows('email'), false);
    });

    test('a POST that asks for nothing asks again', async () => {
      await using ana = await withAna([{ contactPoint: email }], { on });
      const answer = await ana.app.request(ana.unsubscribe, form({ q: 'x' }));
      assert.equal(answer.status, 422);
      assert.match(await answer.text(), /value="unsubscribe"/);
      assert.equal(await ana.allows('email'), true);
    });

    test('two clicks at once are one', async () => {
      await using ana = await withAna([{ contactPoint: email }], { on });
      await Promise.all([
        ana.app.request(ana.unsubscribe, oneClick),
        ana.app.request(ana.unsubscribe, oneClick),
      ]);
      assert.equal((await ana.ledger()).filter(({ state }) => state === 'withdrawn').length, 1);
    });

    test('two who save a page at once record what changed once', async () => {
      await using ana = await withAna([{ contactPoint: email }], { on });
      const { send } = fieldsOf(await (await ana.app.request(ana.preferences)).text());
      const without = send((purpose, _channel, checked) => checked && purpose !== 'marketing');
      await Promise.all([
        ana.app.request(ana.preferences, without),
        ana.app.request(ana.preferences, without),
      ]);
      assert.equal((await ana.ledger()).length, 2);
    });
  });
});
