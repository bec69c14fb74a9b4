import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePlugin, momentType, subscriber, Type } from '../../index.ts';
import { aCustomer, aMoment, onBothDatabases, onPostgres, startTestChaland } from '../../testing/index.ts';

const note = momentType({
  type: 'diary.note',
  version: 1,
  stage: 'after',
  title: { en: 'Note', fr: 'Note' },
  schema: Type.Object({ text: Type.String() }),
  summary: ({ text }) => text,
});
const bill = momentType({
  type: 'diary.bill',
  version: 1,
  stage: 'checkout',
  title: { en: 'Bill', fr: 'Note' },
  schema: Type.Object({ amount: Type.Integer(), remark: Type.Optional(Type.String()) }),
  summary: ({ amount }) => String(amount),
  erase: ({ amount }) => ({ amount }),
});

/** Notes that are deleted, bills that are kept as nobody's, and a sum that must not change. */
const diary = definePlugin({
  id: 'diary',
  version: '1.0.0',
  title: { en: 'Diary', fr: 'Carnet' },
  requires: { api: '^1.0' },
  migrations: [
    {
      name: '0001-diary',
      up: `
        create table diary.note (profile_id uuid not null, moment_id uuid not null, text text not null,
          primary key (profile_id, moment_id));
        create table diary.bill (profile_id uuid not null, moment_id uuid not null, amount int not null,
          remark text not null, primary key (profile_id, moment_id));`,
    },
  ],
  personalData: [
    {
      table: 'diary.note',
      profile: 'profile_id',
      moment: 'moment_id',
      personal: ['text'],
      export: 'rows',
      erase: 'delete',
      merge: 'byProfile',
    },
    {
      table: 'diary.bill',
      profile: 'profile_id',
      moment: 'moment_id',
      personal: ['remark'],
      export: 'rows',
      erase: 'anonymise',
      merge: 'byProfile',
    },
  ],
  contributes: [
    note,
    bill,
    subscriber({
      id: 'diary.read',
      title: { en: 'Reads', fr: 'Lit' },
      types: ['diary.note', 'diary.bill'],
      from: 'beginning',
      attempts: 1,
      async handle(moments, { db }) {
        for (const { type, profileId, id, data } of moments) {
          const { text, amount, remark = '' } = data as { text: string; amount: number; remark?: string };
          if (text?.startsWith('fail')) throw new Error(`refused: ${text}`);
          await (type === 'diary.note'
            ? db.query('insert into diary.note values ($1, $2, $3)', [profileId, id, text])
            : db.query('insert into diary.bill values ($1, $2, $3, $4)', [profileId, id, amount, remark]));
        }
      },
    }),
  ],
});

const marie = aCustomer({
  identifiers: [
    { kind: 'email', value: 'Marie.Curie@example.com', verified: true },
    { kind: 'phone', value: '06 39 98 00 01' },
  ],
  attributes: { firstName: 'Marie', lastName: 'Curie' },
});

async function withMarie(on: 'pglite' | 'postgres') {
  const app = await startTestChaland({ plugins: [diary], on });
  const fates = await app.moments.record([
    aMoment({ id: 'n1', type: 'diary.note', customer: marie, data: { text: 'likes polonium' } }),
    aMoment({ id: 'b1', type: 'diary.bill', customer: marie, data: { amount: 40, remark: 'for Marie' } }),
    aMoment({ id: 'b2', type: 'diary.bill', customer: marie, data: { amount: 2, remark: 'for Marie' } }),
    aMoment({
      id: 'n2',
      type: 'diary.note',
      customer: marie,
      data: { text: 'fail, marie.curie@example.com' },
    }),
    aMoment({ id: 'other', type: 'diary.note', customer: aCustomer(), data: { text: 'somebody else' } }),
  ]);
  await app.drain();
  const fate = fates[0]!;
  assert.equal(fate.fate, 'recorded');
  return { app, id: (fate as { customer: string }).customer };
}

const rows = async (app: Awaited<ReturnType<typeof withMarie>>['app'], table: string) =>
  (await app.db.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;

onBothDatabases((on) => {
  test('who is erased is gone everywhere, and what must stay is nobody’s', async () => {
    const { app, id } = await withMarie(on);
    await using _ = app;
    const named = 'refused: Marie, marie.curie@example.com';
    await app.db.query(
      `insert into chaland.job_run (id, job, args, state, run_at)
       values (gen_random_uuid(), 'diary.write', $1::jsonb, 'queued', now())`,
      [JSON.stringify({ to: 'MARIE.CURIE@example.com', text: 'Dear Marie' })],
    );
    await app.db.query(`update chaland.subscription set reason = $1`, [named]);
    const erased = await app.delete(`/api/customers/${id}?reason=request`);
    assert.equal(erased.status, 200, JSON.stringify(erased.body));
    assert.deepEqual(erased.body.customerIds, [id]);
    assert.equal(erased.body.counts['diary.note'].deleted, 1);
    assert.equal(erased.body.counts['diary.bill'].anonymised, 2);

    const gone = await app.get(`/api/customers/${id}`);
    assert.equal(gone.status, 410);
    assert.equal(gone.body.code, 'CHL_CUSTOMER_ERASED');
    const bills = await app.db.query<{ profile_id: string; remark: string; amount: number }>(
      'select b.profile_id, b.remark, b.amount from diary.bill b join chaland.moment m on m.profile_id = b.profile_id and m.id = b.moment_id',
    );
    assert.equal(bills.length, 2, 'a bill and its moment still have one profile');
    assert.equal(new Set(bills.map(({ profile_id }) => profile_id)).size, 2, 'and no two bills share one');
    assert.deepEqual(new Set(bills.map(({ remark }) => remark)), new Set(['']));
    assert.equal(
      bills.reduce((sum, { amount }) => sum + amount, 0),
      42,
    );
    assert.equal(await rows(app, 'chaland.parked_moment'), 0);
    assert.equal(await rows(app, 'chaland.customer'), 1, 'the other customer is still there');
    assert.equal(await rows(app, 'diary.note'), 1);

    assert.equal(await rows(app, 'chaland.job_run where job = $$diary.write$$'), 0);
    const [subscription] = await app.db.query<{ reason: string }>('select reason from chaland.subscription');
    assert.equal(subscription!.reason, '[erased]', 'the whole text goes: a name stands beside the address');

    const again = await app.delete(`/api/customers/${id}`);
    assert.equal(again.status, 200);
    assert.equal(again.body.id, erased.body.id);
    assert.equal((await app.delete(`/api/customers/${crypto.randomUUID()}`)).status, 404);
    const entries = await app.db.query(
      `select 1 from chaland.audit where action = 'erase' and subject_id = $1`,
      [id],
    );
    assert.equal(entries.length, 1);
  });

  test('what is delivered again after an erasure brings nobody back', async () => {
    const { app, id } = await withMarie(on);
    await using _ = app;
    await app.delete(`/api/customers/${id}`);
    const before = await rows(app, 'chaland.profile');
    const [fate] = await app.moments.record([
      aMoment({ id: 'n1', type: 'diary.note', customer: marie, data: { text: 'likes polonium' } }),
    ]);
    assert.equal(fate!.fate, 'duplicate');
    assert.equal('customer' in fate!, false);
    assert.equal(await rows(app, 'chaland.profile'), before);

    const [fresh] = await app.moments.record([
      aMoment({ id: 'n9', type: 'diary.note', customer: marie, data: { text: 'came again' } }),
    ]);
    assert.equal(fresh!.fate, 'recorded');
    assert.notEqual((fresh as { customer: string }).customer, id, 'who comes again is somebody new');
  });

  test('the subscriptions’ plugins add up the same when they read the stream again', async () => {
    const { app, id } = await withMarie(on);
    await using _ = app;
    await app.delete(`/api/customers/${id}`);
    await app.db.query('truncate diary.note, diary.bill');
    await app.db.query(`update chaland.subscription_cursor set epoch = 0, tx = '0', seq = 0`);
    await app.drain();
    const [sum] = await app.db.query<{ sum: number }>('select sum(amount)::int as sum from diary.bill');
    assert.equal(sum!.sum, 42);
  });
});

onPostgres(() => {
  test('what comes in and what is handed over while somebody is erased leaves nothing of them behind', async () => {
    await using app = await startTestChaland({ plugins: [diary], on: 'postgres' });
    let n = 0;
    const come = () =>
      app.moments.record(
        Array.from({ length: 5 }, () => {
          n++;
          return aMoment({
            id: `race-${n}`,
            type: n % 2 ? 'diary.note' : 'diary.bill',
            customer: {
              ...marie,
              identifiers: [...marie.identifiers!, { kind: 'device', value: `device-${n % 7}` }],
              attributes: { lastName: `Curie ${n}` },
            },
            data: n % 2 ? { text: `note ${n}` } : { amount: 1, remark: `remark ${n}` },
          });
        }),
      );
    const [first] = await come();
    let id = (first as { customer: string }).customer;
    let erased = 0;
    for (let round = 0; round < 6; round++) {
      const [fates] = await Promise.all([
        come(),
        come(),
        app.drain(),
        app.delete(`/api/customers/${id}`).then(({ status }) => assert.equal(status, 200)),
        come(),
      ]);
      erased++;
      const known = await app.db.query<{ id: string }>('select id from chaland.customer limit 1');
      id = known[0]?.id ?? (fates[0] as { customer: string }).customer;
      if (known.length === 0) id = ((await come())[0] as { customer: string }).customer;
    }
    await app.drain();
    const none = async (what: string) => assert.equal(await rows(app, what), 0, what);
    // Every note here is of somebody who is known: one without a profile was left behind by an erasure.
    await none(
      `chaland.moment m where type = 'diary.note' and not exists (select from chaland.profile p where p.id = m.profile_id)`,
    );
    await none(`diary.note m where not exists (select from chaland.profile p where p.id = m.profile_id)`);
    await none(
      `chaland.identifier i where not exists (select from chaland.profile p where p.id = i.profile_id)`,
    );
    await none(
      `chaland.profile_identifier i where not exists (select from chaland.profile p where p.id = i.profile_id)`,
    );
    await none(
      `diary.bill b where remark <> '' and not exists (select from chaland.profile p where p.id = b.profile_id)`,
    );
    const [sum] = await app.db.query<{ bills: number; moments: number }>(
      `select (select count(*)::int from diary.bill) as bills,
         (select count(*)::int from chaland.moment where type = 'diary.bill') as moments`,
    );
    assert.equal(sum!.bills, sum!.moments, 'each bill is counted once');
    assert.equal(erased, 6);
  });
});
