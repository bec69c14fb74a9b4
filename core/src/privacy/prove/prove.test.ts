import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePlugin, momentType, subscriber, Type } from '../../index.ts';
import { onBothDatabases, startTestChaland } from '../../testing/index.ts';
import { proveErasure } from './prove.ts';

const wish = momentType({
  type: 'wishes.wish',
  version: 1,
  stage: 'intent',
  title: { en: 'Wish', fr: 'Souhait' },
  schema: Type.Object({ text: Type.String({ minLength: 1 }) }),
  summary: ({ text }) => text,
});

/** Copies what people wish for to a column that tells of nobody, and that nobody declared. */
const leaky = definePlugin({
  id: 'wishes',
  version: '1.0.0',
  title: { en: 'Wishes', fr: 'Souhaits' },
  requires: { api: '^1.0' },
  migrations: [
    { name: '0001-wish', up: 'create table wishes.wall (moment_id uuid primary key, words text not null)' },
  ],
  contributes: [
    wish,
    subscriber({
      id: 'wishes.copy',
      title: { en: 'Copies', fr: 'Copie' },
      from: 'beginning',
      async handle(moments, { db }) {
        for (const { id, data } of moments) {
          await db.query('insert into wishes.wall values ($1, $2)', [id, JSON.stringify(data)]);
        }
      },
    }),
  ],
});

onBothDatabases((on) => {
  test('a proof finds what a plugin forgot to declare, and names the column', async () => {
    await using app = await startTestChaland({ plugins: [leaky], on });
    const proof = await proveErasure(app);
    assert.deepEqual(
      proof.left.map(({ column }) => column),
      ['wishes.wall.words'],
    );
    assert.deepEqual(proof.left[0]!.places, ['wishes.wish/text']);
    assert.deepEqual(proof.failed, []);
  });

  test('where nothing is left, a proof says what it reached', async () => {
    const tight = definePlugin({
      ...leaky,
      personalData: [
        { table: 'wishes.wall', mentions: ['words'], export: 'none', erase: 'delete', merge: 'none' },
      ],
      contributes: [wish],
    });
    await using app = await startTestChaland({ plugins: [tight], on });
    const proof = await proveErasure(app, () => 'a log without anybody');
    assert.deepEqual(proof.left, []);
    for (const column of [
      'chaland.customer.attributes',
      'chaland.customer.search_name',
      'chaland.profile.key',
      'chaland.profile_identifier.raw',
      'chaland.moment.data',
      'chaland.moment_quarantine.input',
      'chaland.consent_detail.detail',
      'chaland.idempotency.body',
      'chaland.delivery.key',
      'chaland.delivery.headers',
      'chaland.delivery.body',
      'chaland.delivery.problem',
      'chaland.delivery.reason',
      'chaland.merge.reason',
      'chaland.privacy_request.requester',
    ]) {
      assert.ok(proof.planted.includes(column), `${column} was not reached`);
    }
  });
});
