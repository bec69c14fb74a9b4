import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aCustomer, aReceipt, onBothDatabases, startTestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import scoreRfm from '../plugin.ts';

onBothDatabases((on) => {
  test('who objects to marketing is scored no longer, and who agrees to profiling again is', async () => {
    await using app = await startTestChaland({ plugins: [sales, scoreRfm], on });
    const [marie, paul] = [aCustomer(), aCustomer()];
    const fates = await app.moments.record([aReceipt({ customer: marie }), aReceipt({ customer: paul })]);
    const [id, other] = fates.map((fate) => (fate as { customer: string }).customer) as [string, string];
    const scored = async (customer: string) =>
      (await app.get(`/api/x/score-rfm/customers/${customer}`)).status === 200;
    const compute = async () => {
      await app.post('/api/x/score-rfm/runs', {});
      await app.drain();
    };
    await app.drain();
    await compute();
    assert.deepEqual([await scored(id), await scored(other)], [true, true]);

    const objected = await app.post(`/api/customers/${id}/objection`, { how: 'phone' });
    assert.equal(objected.status, 201, JSON.stringify(objected.body));
    assert.deepEqual(objected.body.purposes, ['marketing', 'profiling']);
    assert.deepEqual([await scored(id), await scored(other)], [false, true], 'at once');
    app.clock.advance({ days: 1 });
    await compute();
    assert.deepEqual([await scored(id), await scored(other)], [false, true], 'and from then on');

    const agreed = await app.post('/api/consents', {
      id: 'again',
      source: 'web-shop',
      customerId: id,
      purpose: 'profiling',
      state: 'granted',
    });
    assert.ok(agreed.status < 300, JSON.stringify(agreed.body));
    await compute();
    assert.equal(await scored(id), true);
  });
});
