import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CustomerInput } from '../../moment/moment.ts';
import { visit } from '../../moment/testing/test-ingest.ts';
import { visits } from '../../moment/testing/visits-plugin.ts';
import {
  onBothDatabases,
  startTestChaland,
  type TestChaland,
  type TestDialect,
} from '../../testing/index.ts';
import { linkJobId } from './job-ids.ts';

let told = 0;
async function come(
  app: TestChaland,
  source: string,
  customer: CustomerInput,
  time = '2026-03-01T10:00:00Z',
) {
  const fate = await app.moments.recordOne(visit({ id: `l-${++told}`, source, customer, time }));
  if (!('customer' in fate) || !fate.customer) throw new Error(JSON.stringify(fate));
  return fate.customer;
}

const email = (value: string, verified = true) => ({ kind: 'email', value, verified });
const card = (value: string) => ({ kind: 'loyalty_card', value, verified: true });

const deployment = (on: TestDialect, linking = {}) =>
  startTestChaland({ on, plugins: [visits], settings: { core: { identity: { linking } } } });

const who = async (app: TestChaland, id: string): Promise<string> => {
  const { status, body } = await app.get(`/api/customers/${id}`);
  return status === 308 ? body.movedTo : id;
};

const visitorsOfAMonth = [{ source: 'visitor', days: 30, basis: 'contract' }];

/** A visitor of long ago logs in, with an account that a customer of the shop has. */
async function comeAndLogIn(app: TestChaland) {
  const identifiers = [{ kind: 'web_account', value: 'ana', verified: true }];
  const visitor = await come(app, 'visitor', { id: 'w-1' }, '2025-12-01T10:00:00Z');
  await come(app, 'visitor', { id: 'w-1', identifiers }, '2026-03-01T09:00:00Z');
  return { visitor, ana: await come(app, 'shop', { id: '7', identifiers }) };
}

onBothDatabases((on) => {
  test('two customers who turn out to have one verified e-mail become one, by a rule that says so', async () => {
    await using app = await deployment(on);
    const a = await come(app, 'till', { id: '1', identifiers: [email('ana@example.com')] });
    app.clock.advance({ seconds: 1 });
    const b = await come(app, 'web', { id: '9' });
    await come(app, 'web', { id: '9', identifiers: [email('ana@example.com')] });
    await app.drain();
    assert.equal(await who(app, b), a, 'whoever came first stays');
    const [merge] = (await app.get(`/api/merges?customer=${a}`)).body.items;
    const { rule, madeBy, evidence } = merge;
    assert.deepEqual(
      { rule, by: madeBy.kind, evidence },
      { rule: 'identifier:email', by: 'system', evidence: { identifier: 'email' } },
    );
    const trail = await app.get(`/api/audit?subjectKind=customer&subjectId=${b}&action=merge`);
    assert.equal(trail.body.items[0].principal.kind, 'system');
    await app.post(`/api/merges/${merge.id}/undo`, {});
    await come(app, 'web', { id: '9', identifiers: [email('ana@example.com')] });
    await app.drain();
    assert.equal(await who(app, b), b, 'somebody said that they are not the same');
  });

  test('an e-mail that one of them did not verify only makes a possible duplicate', async () => {
    await using app = await deployment(on);
    await come(app, 'till', { id: '1', identifiers: [email('ana@example.com')] });
    const b = await come(app, 'web', { id: '9', identifiers: [email('ana@example.com', false)] });
    await app.drain();
    assert.equal(await who(app, b), b);
    assert.equal((await app.get('/api/duplicates')).body.items.length, 1);
  });

  test('two different verified loyalty cards keep a family apart that shares an e-mail', async () => {
    await using app = await deployment(on);
    await come(app, 'till', { id: '1', identifiers: [email('family@example.com'), card('L1')] });
    const b = await come(app, 'web', { id: '9', identifiers: [card('L2')] });
    await come(app, 'web', { id: '9', identifiers: [email('family@example.com')] });
    await app.drain();
    assert.equal(await who(app, b), b);
    const [pair] = (await app.get('/api/duplicates')).body.items;
    const { block } = (await app.get(`/api/duplicates/${pair.id}`)).body;
    assert.deepEqual(block, { why: 'differing', kind: 'loyalty_card' });
  });

  test('nothing is merged by itself where the retailer does not want it', async () => {
    await using app = await deployment(on, { automatic: false });
    await come(app, 'till', { id: '1', identifiers: [email('ana@example.com')] });
    const b = await come(app, 'web', { id: '9' });
    await come(app, 'web', { id: '9', identifiers: [email('ana@example.com')] });
    await app.drain();
    assert.equal(await who(app, b), b);
  });

  test('a verified e-mail that a till makes up swallows nobody: who had joined by it is taken out again', async () => {
    await using app = await deployment(on, { limit: 4 });
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) {
      const identifiers = [email('client@magasin.example'), ...(n === 2 ? [card('L2')] : [])];
      const attributes = { firstName: `Client ${n}` };
      ids.push(await come(app, 'till', { id: `${n}`, identifiers, attributes }));
    }
    // Somebody who joined by the card of one of them goes along with them.
    await come(app, 'web', { id: 'w', identifiers: [card('L2')] });
    assert.equal(new Set(ids.slice(0, 4)).size, 1, 'for a while they were taken for one');
    await app.drain();
    const rows = await app.db.query<{ key: string; customer: string; name: string }>(
      `select p.key, p.customer_id as customer, c.display_name as name
       from chaland.profile p join chaland.customer c on c.id = p.customer_id where p.source = 'till'`,
    );
    assert.equal(new Set(rows.map(({ customer }) => customer)).size, 12);
    for (const { key, name } of rows) assert.equal(name, `Client ${key}`);
    const [web] = await app.db.query<{ n: number }>(
      `select count(distinct customer_id)::int as n from chaland.profile where key in ('2', 'w')`,
    );
    assert.equal(web!.n, 1);
    const [reported] = (await app.get('/api/identifiers/quarantined')).body.items;
    assert.equal(reported.value, 'client@magasin.example');
  });

  test('a visitor who logs in brings the last month along, and undoing it takes it away again', async () => {
    const anonymous = [{ source: 'visitor', days: 30, basis: 'legitimate-interest' }];
    await using app = await deployment(on, { anonymous });
    const account = { kind: 'web_account', value: 'ana' };
    const ana = await come(app, 'shop', { id: '7', identifiers: [account] });
    const visitor = await come(app, 'visitor', { id: 'w-7f' }, '2025-12-01T10:00:00Z');
    await come(app, 'visitor', { id: 'w-7f' }, '2026-02-20T10:00:00Z');
    await come(app, 'visitor', { id: 'w-7f', identifiers: [account] }, '2026-03-01T12:00:00Z');
    await app.drain();
    const times = async (id: string) =>
      (await app.get(`/api/customers/${id}/timeline`)).body.items.map(({ time }: { time: string }) =>
        time.slice(0, 10),
      );
    assert.deepEqual(await times(ana), ['2026-03-01', '2026-03-01', '2026-02-20']);
    assert.equal(await who(app, visitor), ana);
    const [link] = (await app.get(`/api/merges?customer=${ana}`)).body.items;
    assert.deepEqual(
      [link.kind, link.rule, link.windowStart, link.evidence.bases],
      ['link', 'link', '2026-01-30T12:00:00.000Z', ['legitimate-interest']],
    );
    await app.post(`/api/merges/${link.id}/undo`, {});
    assert.deepEqual(await times(ana), ['2026-03-01']);
    assert.deepEqual(await times(visitor), ['2026-03-01', '2026-02-20', '2025-12-01']);
  });

  test('a customer who comes after their own visits joins them as a link, not with all that was before', async () => {
    await using app = await deployment(on, { anonymous: visitorsOfAMonth });
    const { visitor, ana } = await comeAndLogIn(app);
    assert.notEqual(ana, visitor);
    await app.drain();
    assert.equal(await who(app, visitor), ana);
    assert.equal((await app.get(`/api/customers/${ana}/timeline`)).body.items.length, 2);
  });

  test('a page of the stream that ends before somebody was recognised makes the window no longer', async () => {
    await using app = await deployment(on, { anonymous: visitorsOfAMonth });
    const { visitor, ana } = await comeAndLogIn(app);
    const pairs = [
      { one: ana, other: visitor, kind: 'web_account', anonymous: 'other', sources: ['visitor'] },
    ];
    await app.jobs.enqueue(linkJobId, { pairs, at: '2025-12-01T10:00:00Z' });
    await app.drain();
    assert.equal(await who(app, visitor), ana);
    assert.equal((await app.get(`/api/customers/${ana}/timeline`)).body.items.length, 2);
  });

  test('a device whose source states nothing is linked to nobody, whoever logs in on it', async () => {
    await using app = await deployment(on);
    const account = { kind: 'web_account', value: 'ana', verified: true };
    const device = { kind: 'device', value: 'd-1' };
    const ana = await come(app, 'shop', { id: '7', identifiers: [account] });
    const visitor = await come(app, 'kiosk', { identifiers: [device] });
    await app.moments.recordOne(
      visit({ id: 'kiosk-2', source: 'kiosk', customer: { identifiers: [device] } }),
    );
    await app.db.query(
      `insert into chaland.profile_identifier (profile_id, kind, value, raw, verified, since)
       select profile_id, 'web_account', 'ana', 'ana', true, now() from chaland.identifier where kind = 'device'`,
    );
    const [a, b] = [ana, visitor].sort();
    await app.db.query(
      `insert into chaland.possible_duplicate (customer_id, other_id, kind, value, created_at) values ($1, $2, 'web_account', 'ana', now())`,
      [a, b],
    );
    await app.drain();
    assert.equal(await who(app, visitor), visitor);
  });

  test('with consent as the basis, only who agreed is linked', async () => {
    const anonymous = [{ source: 'visitor', days: 30, basis: 'consent', purpose: 'profiling' }];
    await using app = await deployment(on, { anonymous });
    for (const [n, agrees] of [
      [1, true],
      [2, false],
    ] as const) {
      const account = { kind: 'web_account', value: `a-${n}` };
      const customer = await come(app, 'shop', { id: `${n}`, identifiers: [account] });
      if (agrees) {
        const [fate] = await app
          .contextOf('core')
          .consents.record([
            { id: `c-${n}`, source: 'shop', customerId: customer, purpose: 'profiling', state: 'granted' },
          ]);
        assert.equal(fate!.fate, 'recorded', JSON.stringify(fate));
      }
      const visitor = await come(app, 'visitor', { id: `w-${n}` });
      await come(app, 'visitor', { id: `w-${n}`, identifiers: [account] });
      await app.drain();
      assert.equal(await who(app, visitor), agrees ? customer : visitor);
    }
  });

  test('those of whom matching is sure are merged, the others wait for somebody', async () => {
    await using app = await deployment(on);
    const ids: string[] = [];
    for (let n = 0; n < 4; n++)
      ids.push(await come(app, 'till', { id: `${n}`, attributes: { firstName: 'Ana' } }));
    // What matching finds of them itself comes first, and is nothing.
    await app.drain();
    const found = async (a: string, b: string, probability: string) => {
      const profiles = (await app.customers.profilesOf([a, b])).map(({ profileId }) => profileId).sort();
      await app.db.query(
        `insert into chaland.match_pair (profile_a, profile_b, probability, weight, evidence, model, found_at)
         values ($1, $2, $3::real, 9, '[]', 1, $4)`,
        [profiles[0], profiles[1], probability, app.clock.now()],
      );
    };
    await found(ids[0]!, ids[1]!, '0.9999');
    await found(ids[2]!, ids[3]!, '0.9');
    await app.jobs.enqueue('core.merge-matches', {});
    await app.drain();
    assert.equal(await who(app, ids[0]!), await who(app, ids[1]!));
    assert.notEqual(await who(app, ids[2]!), await who(app, ids[3]!));
    const [merge] = (await app.get('/api/merges')).body.items;
    assert.deepEqual([merge.rule, merge.madeBy.kind, merge.evidence.model], ['match', 'system', 1]);
    await app.post(`/api/merges/${merge.id}/undo`, {});
    await app.jobs.enqueue('core.merge-matches', {});
    await app.drain();
    assert.notEqual(await who(app, ids[0]!), await who(app, ids[1]!));
  });
});
