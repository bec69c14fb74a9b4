import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePlugin, momentType, retentionPolicy, Type } from '../../index.ts';
import { aCustomer, aMoment, onBothDatabases, startTestChaland } from '../../testing/index.ts';
import { monthsBefore } from './run.ts';

const text = (en: string) => ({ en, fr: en });
const type = (name: string, more: object) =>
  momentType({
    type: name,
    version: 1,
    stage: 'after',
    title: text(name),
    schema: Type.Object({}),
    summary: () => name,
    ...more,
  });

const shop = definePlugin({
  id: 'shop',
  version: '1.0.0',
  title: text('Shop'),
  requires: { api: '^1.0' },
  contributes: [
    type('shop.bought', { sale: true }),
    type('shop.clicked', {}),
    type('shop.opened', { contact: false }),
    retentionPolicy({
      id: 'shop.prospects',
      title: text('Prospects'),
      person: 'prospect',
      data: 'person',
      months: 36,
      source: text('a recommendation'),
    }),
    retentionPolicy({
      id: 'shop.visitors',
      title: text('Visitors'),
      person: 'anonymous',
      data: 'person',
      months: 13,
      source: text('a recommendation'),
    }),
  ],
});

onBothDatabases((on) => {
  test('who hasn’t been in touch for long goes, by what they are, and an opened mail keeps nobody', async () => {
    await using app = await startTestChaland({
      plugins: [shop],
      on,
      start: '2026-03-02T09:00:00Z',
      settings: {
        core: {
          privacy: {
            retention: [
              { person: 'customer', data: 'moments', types: ['shop.clicked'], months: 25 },
              { person: 'customer', data: 'person', months: 60 },
            ],
          },
        },
      },
    });
    const device = { identifiers: [{ kind: 'device', value: 'd-1' }] };
    const people = {
      oldProspect: [aCustomer(), ['shop.clicked', '2022-12-01']],
      opensOnly: [aCustomer(), ['shop.clicked', '2022-12-01'], ['shop.opened', '2026-02-01']],
      freshProspect: [aCustomer(), ['shop.clicked', '2025-12-01']],
      oldVisitor: [device, ['shop.clicked', '2025-01-01']],
      buyer: [aCustomer(), ['shop.clicked', '2023-01-01'], ['shop.bought', '2023-01-02']],
      oldBuyer: [aCustomer(), ['shop.bought', '2020-12-01']],
      asking: [aCustomer(), ['shop.clicked', '2022-12-01']],
    } as const;
    const ids: Record<string, string> = {};
    for (const [name, [customer, ...moments]] of Object.entries(people)) {
      for (const [type, day] of moments) {
        const [fate] = await app.moments.record([
          aMoment({
            type,
            time: `${day}T10:00:00Z`,
            customer: customer as ReturnType<typeof aCustomer>,
            data: {},
          }),
        ]);
        ids[name] = (fate as { customer: string }).customer;
      }
    }
    await app.drain();
    await app.post('/api/privacy/requests', { kind: 'access', customer: ids.asking });

    const tried = await app.post('/api/privacy/retention/dry-run', {});
    assert.equal(tried.status, 200, JSON.stringify(tried.body));
    const names = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]));
    const due = (tried.body.items as { customer: string; policy: string; person: string }[]).map(
      ({ customer, policy, person }) => `${names[customer]} ${person} ${policy}`,
    );
    assert.deepEqual(due.toSorted(), [
      'buyer customer core.settings-0',
      'oldBuyer customer core.settings-1',
      'oldProspect prospect shop.prospects',
      'oldVisitor anonymous shop.visitors',
      'opensOnly prospect shop.prospects',
    ]);
    assert.equal((await app.get(`/api/customers/${ids.oldProspect}`)).status, 200, 'a dry run erases nobody');

    assert.equal((await app.post('/api/privacy/retention/run')).status, 202);
    await app.drain();
    const status = async (name: string) => (await app.get(`/api/customers/${ids[name]}`)).status;
    for (const name of ['oldProspect', 'opensOnly', 'oldVisitor', 'oldBuyer'])
      assert.equal(await status(name), 410);
    for (const name of ['freshProspect', 'buyer', 'asking']) assert.equal(await status(name), 200);
    const left = await app.get(`/api/customers/${ids.buyer}/timeline`);
    assert.deepEqual(
      left.body.items.map((item: { type: string }) => item.type),
      ['shop.bought'],
      'of a customer who stays, what is old goes',
    );
    const { body } = await app.get('/api/privacy/retention');
    assert.equal(body.runs[0].state, 'done');
    assert.equal(body.runs[0].counts['shop.prospects'], 2);
    const trail = await app.db.query(`select 1 from chaland.audit where action = 'retention'`);
    assert.equal(trail.length, 1);
  });

  test('a run that was cut short goes on with the policies that it began with', async () => {
    await using app = await startTestChaland({ plugins: [shop], on, start: '2026-03-02T09:00:00Z' });
    const [fate] = await app.moments.record([
      aMoment({ type: 'shop.clicked', time: '2022-01-01T10:00:00Z', customer: aCustomer(), data: {} }),
    ]);
    const aborted = AbortSignal.abort();
    await assert.rejects(app.contextOf('core').privacy.retention.run({ signal: aborted }));
    const run = await app.contextOf('core').privacy.retention.run();
    assert.equal(run!.state, 'done');
    const runs = await app.db.query('select 1 from chaland.retention_run');
    assert.equal(runs.length, 1);
    assert.equal((await app.get(`/api/customers/${(fate as { customer: string }).customer}`)).status, 410);
  });
});

test('months are counted back by the calendar, as the database does', () => {
  const day = (now: string, months: number) =>
    monthsBefore(new Date(`${now}T10:00:00Z`), months)
      .toISOString()
      .slice(0, 10);
  assert.equal(day('2026-03-31', 1), '2026-02-28');
  assert.equal(day('2024-03-31', 1), '2024-02-29');
  assert.equal(day('2026-01-15', 13), '2024-12-15');
});
