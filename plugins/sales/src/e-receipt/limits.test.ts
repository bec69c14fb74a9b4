import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onBothDatabases, startTestChaland } from '@chaland/core/testing';
import sales from '../plugin.ts';
import { letterBox } from '../testing/letter-box.ts';

onBothDatabases((on) => {
  async function started() {
    const box = letterBox();
    const app = await startTestChaland({
      on,
      plugins: [sales, box.plugin],
      config: { http: { origin: 'https://crm.example.com' }, locale: { language: 'en', country: 'IE' } },
    });
    const sold = async (number: string) => {
      const fate = await app.moments.recordOne({
        id: number,
        source: 'pos',
        type: 'receipt',
        time: app.clock.now().toISOString(),
        data: {
          number,
          currency: 'EUR',
          lines: [{ sku: 'LIVRE', quantity: 1, unitPrice: '10.50', amount: 1050 }],
          tenders: [{ kind: 'card', amount: 1050 }],
        },
      });
      assert.equal(fate.fate, 'recorded', JSON.stringify(fate));
      return (fate as { moment: string }).moment;
    };
    const mail = (moment: string, to: string) =>
      app.post(`/api/x/sales/receipts/${moment}/deliver`, { channel: 'email', to });
    const pageOf = async (moment: string) => {
      const { body } = await app.post(`/api/x/sales/receipts/${moment}/deliver`, { channel: 'qr' });
      return new URL(body.url).pathname;
    };
    return { app, box, sold, mail, pageOf };
  }

  test('one receipt goes to a few addresses, then only after a while', async () => {
    const { app, box, sold, mail } = await started();
    await using _ = app;
    const moment = await sold('1');
    for (let n = 1; n <= 6; n++) assert.equal((await mail(moment, `p${n}@example.org`)).status, 202);
    const refused = await mail(moment, 'p7@example.org');
    assert.deepEqual([refused.status, refused.body.code], [429, 'CHL_RATE_LIMITED']);
    assert.equal(refused.headers.get('retry-after'), '1');
    assert.equal((await mail(moment, 'p1@example.org')).body.known, true, 'the same again is no other');
    await app.drain();
    assert.equal(box.posted.length, 6, 'what was refused is not sent');
    app.clock.advance({ seconds: 2 });
    assert.equal((await mail(moment, 'p7@example.org')).status, 202);
  });

  test('one address gets so many receipts, then only after a while', async () => {
    const { app, sold, mail } = await started();
    await using _ = app;
    const statuses: number[] = [];
    for (let n = 1; n <= 22; n++)
      statuses.push((await mail(await sold(String(n)), 'ana@example.org')).status);
    assert.deepEqual(statuses, [...Array(21).fill(202), 429]);
    assert.equal((await mail(await sold('23'), 'leo@example.org')).status, 202);
  });

  test('whoever has a link can not try one number after the other', async () => {
    const { app, sold, pageOf } = await started();
    await using _ = app;
    const page = await pageOf(await sold('1'));
    const claim = (path: string) =>
      app.request(path, { method: 'POST', body: new URLSearchParams({ email: 'nonsense' }) });
    for (let n = 1; n <= 11; n++) assert.equal((await claim(page)).status, 422);
    const refused = await claim(page);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '1']);
    assert.match(refused.headers.get('content-type')!, /^text\/html/);
    assert.match(await refused.text(), /Try again in a moment/);
    assert.equal((await app.request(page)).status, 200, 'it can still be read');
    assert.equal((await claim(await pageOf(await sold('2')))).status, 422, 'another receipt can be claimed');
    app.clock.advance({ seconds: 2 });
    assert.equal((await claim(page)).status, 422);
  });
});
