import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visits } from '../moment/testing/visits-plugin.ts';
import { onBothDatabases, startTestChaland } from '../testing/index.ts';

onBothDatabases((on) => {
  test('a moment that named nobody can be given to somebody, and be taken back', async () => {
    await using app = await startTestChaland({ on, plugins: [visits] });
    const visit = (id: string, customer?: object) => ({
      id,
      source: 'door',
      type: 'visit',
      time: '2026-01-05T10:00:00Z',
      ...(customer ? { customer } : {}),
      data: {},
    });
    const fates = await app.moments.record([visit('lone'), visit('known', { id: '7' })]);
    const known = (fates[1] as { customer: string }).customer;
    const [lone] = await app.db.query<{ id: string; profileId: string; source: string }>(
      `select id, profile_id as "profileId", source from chaland.moment where source_key = 'lone'`,
    );
    const customer = await app.customers.foundLone(lone!, app.clock.now());
    assert.ok(customer);
    // Whoever comes second finds it taken.
    assert.equal(await app.customers.foundLone(lone!, app.clock.now()), undefined);
    const gone = { ...lone!, profileId: lone!.id };
    assert.equal(await app.customers.foundLone(gone, app.clock.now()), undefined);

    const by = { kind: 'system', id: 'system', name: 'Chaland' } as const;
    const merge = await app.merges.merge({ survivorId: known, loserId: customer, by, kind: 'link' });
    const timeline = async (id: string) => (await app.get(`/api/customers/${id}/timeline`)).body.items.length;
    assert.equal(await timeline(known), 2);
    await app.merges.undo(merge.id, { by });
    assert.deepEqual([await timeline(known), await timeline(customer)], [1, 1]);
  });
});
