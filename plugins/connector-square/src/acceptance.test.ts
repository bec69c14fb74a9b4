import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestChaland, type TestChaland } from '@chaland/core/testing';
import sales from '@chaland/sales';
import square from './plugin.ts';
import { receive } from './receive.ts';
import { args } from './testing/mapped.ts';
import { sharedData } from './testing/shared-data.ts';

const samples = sharedData('payloads/square_events');
const vectors = sharedData('signatures/signature_vectors_dev.json');

let app: TestChaland;
before(async () => {
  app = await startTestChaland({ plugins: [sales, square] });
});
after(() => app.close());

/** What becomes of Square's own examples of its events. */
const expected: Record<string, RegExp | 'done'> = {
  'catalog.version.updated': /articles are read/,
  'customer.created': 'done',
  'customer.updated': 'done',
  'gift_card.activity.created': /gift cards are told/,
  'gift_card.created': /gift cards are told/,
  'inventory.count.updated': /stock/,
  'loyalty.account.created': 'done',
  'loyalty.account.deleted': /loyalty account ended/,
  'loyalty.account.updated': 'done',
  'loyalty.event.created': /points/,
  'loyalty.program.created': /programmes/,
  'loyalty.program.updated': /programmes/,
  'loyalty.promotion.created': /programmes/,
  'loyalty.promotion.updated': /programmes/,
  'order.created': /is OPEN/,
  'order.fulfillment.updated': /is OPEN/,
  'order.updated': /is OPEN/,
  'payment.created': /is APPROVED/,
  'payment.updated': /its order is fetched/,
  'refund.created': /what came back is fetched/,
};

test("every one of Square's examples is taken over, or ignored with a reason, in any order", {
  skip: samples.missing,
}, async () => {
  const files = readdirSync(samples.file).filter((file) => file.endsWith('.json'));
  const bodies = files.map((file) => readFileSync(join(samples.file, file)));
  for (const [round, order] of [bodies, bodies.toReversed()].entries()) {
    const connection = await app.connect({
      connector: 'connector-square',
      source: `samples-${round}`,
      args: { ...args, merchant: `SAMPLES${round}` },
    });
    for (const body of [...order, ...order]) {
      const signature = createHmac('sha256', args.signatureKey)
        .update(connection.url)
        .update(body)
        .digest('base64');
      const headers = { 'x-square-hmacsha256-signature': signature };
      assert.equal((await app.deliver(connection, { body, headers })).status, 200);
    }
    await app.inbox.drain();
    const { body } = await app.get(`/api/deliveries?connection=${connection.id}&limit=100`);
    const items = body.items as {
      topic: string;
      state: string;
      reason: { en: string } | null;
      problem: unknown;
    }[];
    assert.deepEqual(items.map(({ topic }) => topic).sort(), Object.keys(expected).sort());
    for (const { topic, state, reason, problem } of items) {
      const what = expected[topic]!;
      if (what === 'done') assert.equal(state, 'done', `${topic}: ${JSON.stringify(problem)}`);
      else assert.match(reason?.en ?? `${state} ${JSON.stringify(problem)}`, what, topic);
    }
  }
});

interface Vector {
  id: string;
  scheme: string;
  expect_valid: boolean;
  signature_key: string;
  notification_url: string;
  payload: string;
  signature: string;
}

test('signatures are told apart as Square does', { skip: vectors.missing }, async () => {
  const all = JSON.parse(existsSync(vectors.file) ? readFileSync(vectors.file, 'utf8') : '[]') as Vector[];
  const ours = all.filter(({ scheme }) => scheme === 'square-hmacsha256');
  assert.ok(ours.length >= 8);
  for (const { id, expect_valid, signature_key, notification_url, payload, signature } of ours) {
    const received = await receive({
      args: { ...args, signatureKey: signature_key },
      method: 'POST',
      path: '',
      query: new URLSearchParams(),
      headers: { 'x-square-hmacsha256-signature': signature },
      body: Buffer.from(payload),
      url: notification_url,
      now: new Date(),
    });
    assert.equal('deliveries' in received, expect_valid, id);
  }
});
