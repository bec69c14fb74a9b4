import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Log } from '../../log.ts';
import { aMoment, type TestChaland } from '../../testing/index.ts';
import { customerOf } from '../testing/shop.ts';
import { form, newcomer, startShop } from './testing/ana.ts';

const oneClick = form({ 'List-Unsubscribe': 'One-Click' });

let app: TestChaland;
before(async () => {
  app = await startShop();
});
after(() => app.close());

describe('a link to the preference centre', () => {
  test('that was cut short, or is for something else, is a page that says so', async () => {
    const ana = await newcomer(app);
    const paths = [
      ana.preferences.slice(0, -4),
      '/preferences/nonsense',
      ana.unsubscribe.replace('unsubscribe', 'preferences'),
      ana.preferences.replace('preferences', 'unsubscribe'),
    ];
    for (const path of paths) {
      const answer = await app.request(path);
      assert.equal(answer.status, 404);
      assert.match(await answer.text(), /Ce lien n’est pas valable/);
    }
    const posted = await app.request(`${ana.unsubscribe}x`, oneClick);
    assert.equal(posted.status, 404);
    assert.equal((await ana.ledger()).length, 0);
  });

  test('expires', async () => {
    const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
    app.clock.advance({ days: 91 });
    assert.equal((await app.request(ana.preferences)).status, 410);
    assert.equal((await app.request(ana.preferences, form({ do: 'stop' }))).status, 410);
    assert.equal((await app.request(ana.unsubscribe, oneClick)).status, 200);
    assert.equal(await ana.allows('email'), false);
    app.clock.advance({ days: 3 * 365 });
    const late = await app.request(ana.unsubscribe, oneClick);
    assert.equal(late.status, 410);
    assert.match(await late.text(), /Ce lien a expiré/);
  });

  test('of somebody who was erased says that nothing is kept', async () => {
    const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
    assert.equal((await app.delete(`/api/customers/${ana.customerId}`)).status < 300, true);
    const answer = await app.request(ana.preferences);
    assert.equal(answer.status, 410);
    assert.match(await answer.text(), /Nous ne gardons plus rien sur vous/);
    assert.equal((await app.request(ana.unsubscribe)).status, 410);
    assert.equal((await app.request(ana.unsubscribe, oneClick)).status, 200);
  });

  test('follows its profile to the customer that it was merged into, and back', async () => {
    const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
    await app.post(
      '/api/moments',
      aMoment({
        type: 'visit',
        data: {},
        source: 'web',
        customer: { id: 'ana-web', attributes: { language: 'en' } },
      }),
    );
    const [other] = await app.db.query<{ id: string }>(`select id from chaland.profile where source = 'web'`);
    const survivor = await customerOf(app, other!.id);
    const { status, body } = await app.post('/api/merges', { survivor, loser: ana.customerId });
    assert.equal(status, 201);
    assert.match(await (await app.request(ana.preferences)).text(), /a•••@example\.com/);
    assert.equal((await app.request(ana.unsubscribe, oneClick)).status, 200);
    const allows = async (customerId: string) => {
      const [answer] = await app.consents.check([
        { customerId, purpose: 'marketing', channel: 'email', contactPoint: ana.email },
      ]);
      return answer!.allowed;
    };
    assert.equal(await allows(survivor), false);
    await app.post(`/api/merges/${body.id}/undo`, {});
    assert.equal(await allows(ana.customerId), false, 'the withdrawal stays with the profile');
    assert.equal((await app.request(ana.preferences)).status, 200);
  });

  test('that is guessed at is slowed down, and nobody with a real one is', async () => {
    const ana = await newcomer(app);
    let blocked: Response | undefined;
    for (let guess = 0; guess < 60 && !blocked; guess++) {
      const answer = await app.request(`/preferences/guess${guess}`);
      if (answer.status === 429) blocked = answer;
      else assert.equal(answer.status, 404);
    }
    assert.ok(blocked, 'sixty wrong links in a row');
    assert.ok(Number(blocked.headers.get('retry-after')) > 0);
    assert.match(await blocked.text(), /Un instant/);
    assert.equal((await app.request(ana.preferences)).status, 200);
    assert.equal((await app.request(ana.unsubscribe, oneClick)).status, 200);
    app.clock.advance({ hours: 1 });
    assert.equal((await app.request('/preferences/again')).status, 404);
  });

  test('is in no log, no metric and no audit entry', async () => {
    const lines: string[] = [];
    const note = (...told: unknown[]) => void lines.push(JSON.stringify(told));
    const log = { debug: note, info: note, warn: note, error: note } as unknown as Log;
    await using app = await startShop({ log });
    const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
    const { status, body } = await app.post(`/api/customers/${ana.customerId}/preference-link`, {});
    assert.equal(status, 201);
    const given = new URL(body.url).pathname;
    for (const path of [ana.preferences, ana.unsubscribe, given, '/preferences/wrong-token']) {
      await app.request(path);
      await app.request(path, form({ do: 'stop' }));
    }
    await app.request(ana.unsubscribe, oneClick);
    const audit = await app.db.query('select * from chaland.audit');
    const metrics = await (await app.request('/metrics')).text();
    const everything = [...lines, JSON.stringify(audit), metrics].join('\n');
    assert.match(everything, /\/preferences\/\{token\}/);
    for (const path of [ana.preferences, ana.unsubscribe, given]) {
      assert.ok(!everything.includes(path.split('/').at(-1)!.slice(0, 20)));
    }
    assert.ok(!everything.includes('wrong-token'));
  });
});

describe('a link that a seller gives', () => {
  test('opens the customer’s page, and says until when', async () => {
    const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
    const at = `/api/customers/${ana.customerId}/preference-link`;
    const { status, body } = await app.post(at, {});
    assert.equal(status, 201);
    assert.equal(new Date(body.expiresAt).getTime() - app.clock.now().getTime(), 90 * 86_400_000);
    const page = await app.request(new URL(body.url).pathname);
    assert.match(await page.text(), /a•••@example\.com/);
    const bound = await app.post(at, { contactPoint: ana.email });
    assert.equal(bound.status, 201);
    const wrong = await app.post(at, { contactPoint: { kind: 'email', value: 'leo@example.com' } });
    assert.equal(wrong.status, 422);
    assert.equal(wrong.body.pointer, '/contactPoint');
  });

  test('needs the permission to record consents, where the customer was', async () => {
    const ana = await newcomer(app);
    const at = `/api/customers/${ana.customerId}/preference-link`;
    const reader = app.as(await app.keyWith(['customers.read']));
    assert.equal((await reader.post(at, {})).status, 403);
    const seller = app.as(await app.keyWith(['consents.write']));
    assert.equal((await seller.post(at, {})).status, 201);
    await app.post('/api/stores', {
      code: 'LYO1',
      name: 'Lyon',
      country: 'FR',
      timeZone: 'Europe/Paris',
      currency: 'EUR',
    });
    const elsewhere = app.as(await app.keyWith(['consents.write'], { store: 'LYO1' }));
    assert.equal((await elsewhere.post(at, {})).status, 404);
  });
});
