import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, startTestChaland } from '../../testing/index.ts';
import { eraseDeliveries } from './erase.ts';
import { type ShopOrder, secret, shop, shopRequest } from './testing/shop.ts';

const email = 'camille@example.org';

onBothDatabases((on) => {
  test('erasing somebody removes what was delivered of them, processed or not, and keeps the keys', async () => {
    const state = { mended: false, mapped: [] as string[] };
    await using app = await startTestChaland({ on, plugins: [shop(state)] });
    const connection = await app.connect({ connector: 'shop', args: { secret } });
    const theirs: ShopOrder[] = [
      { id: 'done', email },
      { id: 'faulty', email, as: 'fault' },
      { id: 'ignored', email: 'Camille@Example.org', as: 'unpaid' },
      { id: 'noted', as: 'fault', note: `ask ${encodeURIComponent(email)}` },
    ];
    const others: ShopOrder[] = [
      { id: 'other', email: 'dominique@example.org' },
      { id: 'other-faulty', email: 'dominique@example.org', as: 'fault' },
    ];
    await app.deliver(connection, shopRequest([...theirs, ...others]));
    await app.inbox.drain();
    const found = async () => {
      const asked = { identifiers: [{ kind: 'email', value: email }] };
      return (await app.post('/api/customers/lookup', asked)).body.results[0].customer;
    };
    const { status, body } = await app.delete(`/api/customers/${(await found()).id}?reason=request`);
    assert.equal(status, 200, JSON.stringify(body));

    const rows = await app.db.query<{ key: string | null; state: string; kept: boolean; text: string }>(
      `select key, state, body is not null as kept, (headers || coalesce(problem, '{}'))::text as text
       from chaland.delivery order by key, state`,
    );
    assert.deepEqual(
      rows.map(({ key, state, kept }) => [key, state, kept]),
      [
        ['other', 'done', true],
        ['other-faulty', 'quarantined', true],
        [null, 'discarded', false],
        [null, 'discarded', false],
        [null, 'done', false],
        [null, 'ignored', false],
      ],
    );
    assert.deepEqual(
      (await app.db.query<{ n: number }>('select count(*)::int as n from chaland.delivery_profile'))[0]!.n,
      1,
      'the other one is still linked',
    );

    state.mended = true;
    state.mapped = [];
    await app.deliver(connection, shopRequest(theirs));
    await app.inbox.drain();
    assert.deepEqual(state.mapped, [], 'sent again, it is known');
    assert.equal(await found(), null);
  });

  test('somebody is found in what was never mapped, however it spells them', async () => {
    await using app = await startTestChaland({ on, plugins: [shop()] });
    const open = await app.connect({ connector: 'shop', args: { secret } });
    const marks = ['été@example.org', 'A/17\\4"5', '+33639981234'];
    const identifiers = [{ kind: 'phone', value: '+33639981234', raw: '06 39 98 12 34' }];
    const spellings = [
      '{"email":"\\u00e9t\\u00e9@example.org"}',
      '{"email":"été@example.org"}',
      'email=%C3%A9t%C3%A9%40example.org&x=1',
      '{"card":"A/17\\\\4\\"5"}',
      '{"card":"A\\/17\\\\4\\"5"}',
      '<card>A/17\\4&quot;5</card>',
      '{"phone":"06 39.98-12 34"}',
      '{"phone":"0033639981234"}',
    ];
    await app.inbox.keep(
      [...spellings, '{"email":"ete@example.org","phone":"0639981235"}'].map((body, n) => ({
        connectionId: open.id,
        key: String(n),
        topic: 'x',
        body: Buffer.from(body),
        headers: {},
        receivedAt: app.clock.now(),
      })),
    );
    const person = { customerIds: [], profileIds: [], identifiers, marks };
    assert.equal(await eraseDeliveries(app.db, person, app.clock.now()), spellings.length);
    const left = await app.db.query<{ key: string }>(
      'select key from chaland.delivery where body is not null',
    );
    assert.deepEqual(left, [{ key: String(spellings.length) }]);
  });
});
