import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePlugin, momentType, publicHolidays, Type } from '../../index.ts';
import { aCustomer, aMoment, onBothDatabases, startTestChaland, testStart } from '../../testing/index.ts';

const path = '/api/privacy/requests';
const any = { 'if-match': '*' };

const shop = definePlugin({
  id: 'shop',
  version: '1.0.0',
  title: { en: 'Shop', fr: 'Boutique' },
  requires: { api: '^1.0' },
  contributes: [
    publicHolidays({ country: 'FR', of: (year) => [`${year}-05-01`] }),
    momentType({
      type: 'shop.came',
      version: 1,
      stage: 'entry',
      title: { en: 'Came', fr: 'Venue' },
      schema: Type.Object({}),
      summary: () => 'came',
    }),
  ],
});

onBothDatabases((on) => {
  test('a request is noted, checked, extended once and answered, and each step is in the trail', async () => {
    await using app = await startTestChaland({ plugins: [shop], on, start: '2026-04-01T08:00:00Z' });
    const made = await app.post(path, { kind: 'access', requester: { name: 'Marie', way: 'e-mail' } });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id, dueOn, identity } = made.body;
    assert.equal(dueOn, '2026-05-04', 'the 1st of May is a holiday, and a Friday');
    assert.deepEqual(identity, { state: 'pending' });

    const early = await app.patch(`${path}/${id}`, { state: 'done' }, any);
    assert.equal(early.status, 409, 'nobody has checked who asks');
    assert.equal((await app.patch(`${path}/${id}`, { state: 'refused' }, any)).status, 409);
    assert.equal((await app.patch(`${path}/${id}`, { note: 'called back' })).status, 428);
    const checked = await app.patch(
      `${path}/${id}`,
      { state: 'in_progress', identity: { state: 'verified', how: 'called back' }, note: 'sent the form' },
      any,
    );
    assert.equal(checked.body.identity.state, 'verified');
    assert.equal(checked.body.notes[0].text, 'sent the form');

    const extended = await app.post(`${path}/${id}/extend`, { reason: 'twelve years of purchases' });
    assert.equal(extended.body.dueOn, '2026-07-01');
    assert.equal((await app.post(`${path}/${id}/extend`, { reason: 'more' })).status, 409, 'once');
    const stale = await app.patch(`${path}/${id}`, { note: 'x' }, { 'if-match': '"1"' });
    assert.equal(stale.status, 412);
    const done = await app.patch(`${path}/${id}`, { state: 'done', proof: { kind: 'export' } }, any);
    assert.equal(done.body.state, 'done');
    assert.ok(done.body.endedAt && done.body.proof.at);
    const trail = await app.db.query(
      `select 1 from chaland.audit where subject_kind = 'privacy-request' and subject_id = $1`,
      [id],
    );
    assert.ok(trail.length >= 4);
  });

  test('the list begins with what is late, and counts by state', async () => {
    await using app = await startTestChaland({ plugins: [shop], on, start: '2026-04-20T08:00:00Z' });
    const note = (kind: string, receivedOn: string) => app.post(path, { kind, receivedOn });
    await note('access', '2026-04-15');
    await note('objection', '2026-03-02');
    await note('rectification', '2026-04-01');
    const future = await note('access', '2026-04-21');
    assert.equal(future.status, 422);
    const first = await app.get(`${path}?limit=2`);
    assert.deepEqual(
      first.body.items.map(({ kind, overdue }: { kind: string; overdue: boolean }) => [kind, overdue]),
      [
        ['objection', true],
        ['rectification', false],
      ],
    );
    assert.deepEqual(first.body.counts, { received: 3, in_progress: 0, done: 0, refused: 0, overdue: 1 });
    const second = await app.get(`${path}?limit=2&cursor=${first.body.next}`);
    assert.deepEqual([second.body.items[0].kind, second.body.next], ['access', null]);
    assert.equal((await app.get(`${path}?overdue=true`)).body.items.length, 1);
    assert.equal((await app.get(`${path}?kind=access&state=received`)).body.items.length, 1);
  });

  test('an erasure answers the request that asked for it, and leaves no name in it', async () => {
    await using app = await startTestChaland({ plugins: [shop], on });
    const [fate] = await app.moments.record([
      aMoment({ type: 'shop.came', time: testStart.toISOString(), customer: aCustomer(), data: {} }),
    ]);
    const { customer } = fate as { customer: string };
    const { body } = await app.post(path, { kind: 'erasure', customer, requester: { name: 'Marie Curie' } });
    assert.equal((await app.delete(`/api/customers/${customer}`)).status, 200);
    const after = (await app.get(`${path}/${body.id}`)).body;
    assert.deepEqual([after.state, after.requester, after.customer], ['done', null, null]);
    assert.equal(after.proof.kind, 'erasure');
  });

  test('the register tells what is done with personal data, to read, to print and for a spreadsheet', async () => {
    await using app = await startTestChaland({ plugins: [shop], on });
    const { body } = await app.get('/api/privacy/register');
    assert.ok(body.activities.some(({ id }: { id: string }) => id === 'core.customer-record'));
    assert.deepEqual(body.unaccounted, [], 'every table of core’s is named by an activity');
    const page = await app.request('/api/privacy/register?format=html&lang=fr');
    assert.match(page.headers.get('content-type')!, /text\/html/);
    assert.match(await page.text(), /Registre des activités de traitement/);
    const csv = await (await app.request('/api/privacy/register?format=csv&lang=en')).bytes();
    // Without the mark in front, spreadsheets take it for Latin-1; text() would take it away.
    assert.equal(Buffer.from(csv.subarray(0, 3)).toString('hex'), 'efbbbf');
    assert.match(Buffer.from(csv).toString(), /"Activity","By"/);

    const reader = await app.keyWith(['privacy.read']);
    const { customer } = { customer: crypto.randomUUID() };
    assert.equal((await app.as(reader).delete(`/api/customers/${customer}`)).status, 403);
    const other = await app.keyWith(['customers.read']);
    assert.equal((await app.as(other).get('/api/privacy/register')).status, 403);
    assert.equal((await app.as(other).get(`/api/customers/${customer}/export`)).status, 403);
  });
});
