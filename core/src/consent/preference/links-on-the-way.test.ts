import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Log } from '../../log.ts';
import { aMoment } from '../../testing/index.ts';
import { customerOf } from '../testing/shop.ts';
import { email, form, withAna } from './testing/ana.ts';

const oneClick = form({ 'List-Unsubscribe': 'One-Click' });

describe('a link to the preference centre', () => {
  test('that was cut short, or is for something else, is a page that says so', async () => {
    await using ana = await withAna();
    const paths = [
      ana.preferences.slice(0, -4),
      '/preferences/nonsense',
      ana.unsubscribe.replace('unsubscribe', 'preferences'),
      ana.preferences.replace('preferences', 'unsubscribe'),
    ];
    for (const path of paths) {
      const answer = await ana.app.request(path);
      assert.equal(answer.status, 404);
      assert.match(await answer.text(), /Ce lien n’est pas valable/);
    }
    const posted = await ana.app.request(`${ana.unsubscribe}x`, oneClick);
    assert.equal(posted.status, 404);
    assert.equal((await ana.ledger()).length, 0);
  });

  test('expires', async () => {
    await using ana = await withAna([{ contactPoint: email }]);
    ana.app.clock.advance({ days: 91 });
    assert.equal((await ana.app.request(ana.preferences)).status, 410);
    assert.equal((await ana.app.request(ana.preferences, form({ do: 'stop' }))).status, 410);
    assert.equal((await ana.app.request(ana.unsubscribe, oneClick)).status, 200);
    assert.equal(await ana.allows('email'), false);
    ana.app.clock.advance({ days: 3 * 365 });
    const late = await ana.app.request(ana.unsubscribe, oneClick);
    assert.equal(late.status, 410);
    assert.match(await late.text(), /Ce lien a expiré/);
  });

  test('of somebody who was erased says that nothing is kept', async () => {
    await using ana = await withAna([{ contactPoint: email }]);
    assert.equal((await ana.app.delete(`/api/customers/${ana.customerId}`)).status < 300, true);
    const answer = await ana.app.request(ana.preferences);
    assert.equal(answer.status, 410);
    assert.match(await answer.text(), /Nous ne gardons plus rien sur vous/);
    assert.equal((await ana.app.request(ana.unsubscribe)).status, 410);
    assert.equal((await ana.app.request(ana.unsubscribe, oneClick)).status, 200);
  });

  test('follows its profile to the customer that it was merged into, and back', async () => {
    await using ana = await withAna([{ contactPoint: email }]);
    const { app } = ana;
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
        { customerId, purpose: 'marketing', channel: 'email', contactPoint: email },
      ]);
      return answer!.allowed;
    };
    assert.equal(await allows(survivor), false);
    await app.post(`/api/merges/${body.id}/undo`, {});
    assert.equal(await allows(ana.customerId), false, 'the withdrawal stays with the profile');
    assert.equal((await app.request(ana.preferences)).status, 200);
  });

  test('that is guessed at is slowed down, and nobody with a real one is', async () => {
    await using ana = await withAna();
    let blocked: Response | undefined;
    for (let guess = 0; guess < 60 && !blocked; guess++) {
      const answer = await ana.app.request(`/preferences/guess${guess}`);
      if (answer.status === 429) blocked = answer;
      else assert.equal(answer.status, 404);
    }
    assert.ok(blocked, 'sixty wrong links in a row');
    assert.ok(Number(blocked.headers.get('retry-after')) > 0);
    assert.match(await blocked.text(), /Un instant/);
    assert.equal((await ana.app.request(ana.preferences)).status, 200);
    assert.equal((await ana.app.request(ana.unsubscribe, oneClick)).status, 200);
    ana.app.clock.advance({ hours: 1 });
    assert.equal((await ana.app.request('/preferences/again')).status, 404);
  });

  test('is in no log, no metric and no audit entry', async () => {
    const lines: string[] = [];
    const note = (...told: unknown[]) => void lines.push(JSON.stringify(told));
    const log = { debug: note, info: note, warn: note, error: note } as unknown as Log;
    await using ana = await withAna([{ contactPoint: email }], { log });
    const { status, body } = await ana.app.post(`/api/customers/${ana.customerId}/preference-link`, {});
    assert.equal(status, 201);
    const given = new URL(body.url).pathname;
    for (const path of [ana.preferences, ana.unsubscribe, given, '/preferences/wrong-token']) {
      await ana.app.request(path);
      await ana.app.request(path, form({ do: 'stop' }));
    }
    await ana.app.request(ana.unsubscribe, oneClick);
    const audit = await ana.app.db.query('select * from chaland.audit');
    const metrics = await (await ana.app.request('/metrics')).text();
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
    await using ana = await withAna([{ contactPoint: email }]);
    const at = `/api/customers/${ana.customerId}/preference-link`;
    const { status, body } = await ana.app.post(at, {});
    assert.equal(status, 201);
    assert.equal(new Date(body.expiresAt).getTime() - ana.app.clock.now().getTime(), 90 * 86_400_000);
    const page = await ana.app.request(new URL(body.url).pathname);
    assert.match(await page.text(), /a•••@example\.com/);
    const bound = await ana.app.post(at, { contactPoint: email });
    assert.equal(bound.status, 201);
    const wrong = await ana.app.post(at, { contactPoint: { kind: 'email', value: 'leo@example.com' } });
    assert.equal(wrong.status, 422);
    assert.equal(wrong.body.pointer, '/contactPoint');
  });

  test('needs the permission to record consents, where the customer was', async () => {
    await using ana = await withAna();
    const at = `/api/customers/${ana.customerId}/preference-link`;
    const reader = ana.app.as(await ana.app.keyWith(['customers.read']));
    assert.equal((await reader.post(at, {})).status, 403);
    const seller = ana.app.as(await ana.app.keyWith(['consents.write']));
    assert.equal((await seller.post(at, {})).status, 201);
    await ana.app.post('/api/stores', {
      code: 'LYO1',
      name: 'Lyon',
      country: 'FR',
      timeZone: 'Europe/Paris',
      currency: 'EUR',
    });
    const elsewhere = ana.app.as(await ana.app.keyWith(['consents.write'], { store: 'LYO1' }));
    assert.equal((await elsewhere.post(at, {})).status, 404);
  });
});
