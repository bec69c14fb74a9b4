import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TestChaland } from '../../testing/index.ts';
import { consent } from '../testing/shop.ts';
import { fieldsOf, form, newcomer, notice, startShop } from './testing/ana.ts';

describe('the preference centre', () => {
  let app: TestChaland;
  before(async () => {
    app = await startShop();
  });
  after(() => app.close());

  test('shows what somebody agreed to, with the notice, in their language', async () => {
    const ana = await newcomer(app, (at) => [
      { contactPoint: at.email },
      { purpose: 'profiling', channel: null },
    ]);
    const answer = await app.request(ana.preferences);
    const page = await answer.text();
    assert.equal(answer.status, 200);
    assert.match(page, /<html lang="fr">/);
    assert.match(page, /La maison Martin vous écrit quand elle a du neuf &lt;3\./);
    assert.match(page, /Accepté le 2 mars 2026/);
    assert.doesNotMatch(page, /ana\d+@example\.com|\+336123456/, 'contact points are masked');
    assert.match(page, /a•••@example\.com/);
    assert.match(page, /\+33 •••• \d\d/);
    const { boxes } = fieldsOf(page);
    assert.deepEqual(
      boxes.filter(({ checked }) => checked).map(({ key }) => key.split('\n').slice(0, 2)),
      [
        ['marketing', 'email'],
        ['profiling', ''],
        ['survey', 'email'],
        ['survey', 'sms'],
      ],
    );
    const english = await (await app.request(`${ana.preferences}?lang=en&utm_source=x`)).text();
    assert.match(english, /<html lang="en">/);
    assert.match(english, /Maison Martin writes when there is news/);
  });

  test('loads nothing, runs nothing, and is kept nowhere', async () => {
    const ana = await newcomer(app);
    const { headers, text } = await app.request(ana.preferences).then(async (answer) => ({
      headers: answer.headers,
      text: await answer.text(),
    }));
    const policy = headers.get('content-security-policy')!;
    assert.match(policy, /default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/);
    assert.doesNotMatch(policy, /unsafe|script-src/);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.match(headers.get('x-robots-tag')!, /noindex/);
    assert.equal(headers.get('set-cookie'), null);
    assert.doesNotMatch(text, /<script|style="|onclick|src=/);
  });

  test('records a grant with the notice that was shown, and says so', async () => {
    const ana = await newcomer(app);
    const page = await (await app.request(ana.preferences)).text();
    const { send } = fieldsOf(page);
    // Another wording, written while the page lay open.
    await app.consents.notices.create(
      { ...notice, texts: { fr: { text: 'Autre chose.' } } },
      app.clock.now(),
    );
    const answer = await app.request(
      ana.preferences,
      send((purpose, channel, checked) => checked || (purpose === 'marketing' && channel === 'sms')),
    );
    const saved = await answer.text();
    assert.equal(answer.status, 200);
    assert.match(saved, /role="status"/);
    assert.match(saved, /Désormais accepté\u00a0:<\/p><ul><li>Offres et actualités · SMS/);
    assert.equal(await ana.allows('sms'), true);
    assert.equal(await ana.allows('email'), false);

    const [record, ...others] = await ana.ledger();
    assert.equal(others.length, 0, 'what was left as it was is not recorded');
    assert.equal(record!.state, 'granted');
    assert.deepEqual(record!.contactPoint, ana.phone);
    assert.equal(record!.notice?.version, 1, 'the version that was shown, not the newest');
    assert.equal(record!.notice?.language, 'fr');
    assert.equal(record!.detail?.method, 'preference-centre');
    assert.equal(record!.detail?.evidence?.purpose, 'Offres et actualités');
  });

  test('takes back what was agreed to, and leaves alone what the person did not touch', async () => {
    const ana = await newcomer(app, (at) => [
      { contactPoint: at.email },
      { channel: 'sms', contactPoint: at.phone },
    ]);
    const { send } = fieldsOf(await (await app.request(ana.preferences)).text());
    // Said elsewhere while the page lay open.
    const { profileId } = ana;
    await app.consents.record([consent({ profileId, purpose: 'open-tracking', contactPoint: ana.email })]);
    await app.request(
      ana.preferences,
      send((purpose, channel, checked) => checked && !(purpose === 'marketing' && channel === 'email')),
    );
    assert.equal(await ana.allows('email'), false);
    assert.equal(await ana.allows('sms'), true);
    assert.equal(await ana.allows('email', 'open-tracking'), true);
    assert.deepEqual((await ana.ledger()).map(({ state }) => state).sort(), [
      'granted',
      'granted',
      'granted',
      'withdrawn',
    ]);
  });

  test('stops all advertising at once, by channels that nobody thought of too', async () => {
    const ana = await newcomer(app, (at) => [
      { channel: null },
      { purpose: 'e-receipt', contactPoint: at.email },
    ]);
    const answer = await app.request(ana.preferences, form({ do: 'stop' }));
    assert.match(await answer.text(), /Vous ne recevrez plus aucune publicité/);
    for (const channel of ['email', 'sms', 'post', 'pigeon']) assert.equal(await ana.allows(channel), false);
    assert.equal(await ana.allows('email', 'e-receipt'), true);
    const { length } = await ana.ledger();
    assert.ok(length > 2);
  });

  test('shows the next holder of an address nothing, and lets them stop what is sent there', async () => {
    const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
    await app.db.query(
      `update chaland.identifier set profile_id = gen_random_uuid() where kind = 'email' and value = $1`,
      [ana.email.value],
    );
    const answer = await app.request(ana.preferences);
    const page = await answer.text();
    assert.equal(answer.status, 200);
    assert.doesNotMatch(page, /Offres|SMS|checkbox/);
    assert.match(page, /value="stop"/);
    await app.request(ana.preferences, form({ do: 'stop' }));
    const records = await ana.ledger();
    assert.ok(
      records.every(({ state, contactPoint }) => state === 'granted' || contactPoint?.kind === 'email'),
    );
    assert.equal(records.filter(({ state }) => state === 'withdrawn').length, 2);
  });

  test('a form that is none changes nothing and says so', async () => {
    const ana = await newcomer(app, (at) => [{ contactPoint: at.email }]);
    const odd = await app.request(
      ana.preferences,
      form([
        ['shown', '{"not":"ours"}'],
        ['shown', 'neither'],
        ['shown', '["unknown\\nkey",true]'],
        ['do', 'save'],
      ]),
    );
    assert.equal(odd.status, 200);
    assert.match(await odd.text(), /Certains choix n’ont plus cours/);
    const broken = await app.request(ana.preferences, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: 'nothing of the kind',
    });
    assert.equal(broken.status, 422);
    assert.match(broken.headers.get('content-type')!, /text\/html/);
    assert.equal((await ana.ledger()).length, 1);
  });
});
