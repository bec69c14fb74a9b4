import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, testDatabase } from '../../testing/index.ts';
import { uuidv7 } from '../uuid.ts';
import { deliveryReason } from './0021-delivery-reason.ts';

onBothDatabases((on) => {
  test('a reason that was said in one language stands for both', async () => {
    await using db = await testDatabase({ on });
    await db.query("alter table chaland.delivery alter column reason type text using reason ->> 'en'");
    for (const reason of ['it is not paid: "quoted", l’été', null]) {
      await db.query(
        `insert into chaland.delivery (id, connection_id, key_hash, topic, headers, size, live, received_at, state,
           changed_at, reason)
         values ($1, $1, $2, 'sale', '{}', 0, true, now(), $3, now(), $4)`,
        [uuidv7(Date.now()), Buffer.from('0'), reason === null ? 'done' : 'ignored', reason],
      );
    }
    await db.query(deliveryReason.up as string);
    const rows = await db.query<{ reason: unknown }>('select reason from chaland.delivery order by state');
    const said = 'it is not paid: "quoted", l’été';
    assert.deepEqual(
      rows.map(({ reason }) => reason),
      [null, { en: said, fr: said }],
    );
  });
});
