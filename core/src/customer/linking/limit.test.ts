import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MomentInput } from '../../moment/moment.ts';
import { testIngest, visit } from '../../moment/testing/test-ingest.ts';
import { onBothDatabases } from '../../testing/index.ts';

const dummy = { kind: 'email', value: 'client@magasin.example' };
const told = (n: number, identifier: { kind: string; value: string; verified?: boolean }): MomentInput =>
  visit({ id: `m-${n}`, customer: { id: `${n}`, identifiers: [identifier] } });

onBothDatabases((on) => {
  const quarantined = 'quarantined_at is not null';

  test('an address that a till makes up is quarantined, and pairs nobody any more', async () => {
    await using shop = await testIngest({ on, limit: 5 });
    for (let n = 0; n < 20; n++) await shop.record([told(n, dummy)]);
    assert.equal(await shop.count('customer'), 20);
    assert.equal(await shop.count('identifier', quarantined), 1);
    assert.equal(await shop.count('possible_duplicate'), 4);
    const [seen] = await shop.db.query(`select shared_by from chaland.identifier where ${quarantined}`);
    assert.deepEqual(seen, { shared_by: 6 });
  });

  test('a shared device that everybody logs in on joins no more people than its limit, in one batch or in many', async () => {
    const device = { kind: 'device', value: 'tablet-7', verified: true };
    await using one = await testIngest({ on, limit: 5 });
    await using many = await testIngest({ on, limit: 5 });
    const visits = Array.from({ length: 30 }, (_, n) => told(n, device));
    await one.record(visits);
    for (const each of visits) await many.record([each]);
    for (const shop of [one, many]) {
      assert.equal(await shop.count('customer'), 26, 'the first five are taken for one, for now');
      assert.equal(await shop.count('identifier', quarantined), 1);
      assert.equal(await shop.count('possible_duplicate'), 0);
    }
  });

  test('whoever tells the same again is not counted again', async () => {
    await using shop = await testIngest({ on, limit: 5 });
    for (let n = 0; n < 20; n++) {
      await shop.record([{ ...told(n % 3, dummy), id: `again-${n}` }]);
    }
    assert.equal(await shop.count('identifier', quarantined), 0);
    const [seen] = await shop.db.query(`select shared_by from chaland.identifier where kind = 'email'`);
    assert.deepEqual(seen, { shared_by: 3 });
  });

  test('an account that somebody logs in to from many browsers has no limit', async () => {
    await using shop = await testIngest({ on, limit: 5 });
    const account = { kind: 'web_account', value: 'a-1', verified: true };
    for (let n = 0; n < 12; n++) await shop.record([told(n, account)]);
    assert.equal(await shop.count('customer'), 1);
    assert.equal(await shop.count('identifier', quarantined), 0);
  });
});
