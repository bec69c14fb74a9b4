import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { mappings } from '../map/map.ts';
import { aDeployment } from '../testing/deployment.ts';
import { sharedData } from '../testing/shared-data.ts';

const { file: folder, missing } = sharedData('payloads/shopify_docs_2026-04');

test('every payload of Shopify’s documentation is processed, or left out with its reason', {
  skip: missing,
}, async () => {
  await using it = await aDeployment();
  const topics = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json').replace('__', '/'));
  for (const topic of topics) {
    const body = readFileSync(join(folder, `${topic.replace('/', '__')}.json`), 'utf8');
    const { status } = await it.send(topic, body);
    assert.equal(status, 200, topic);
  }
  await it.app.inbox.drain();
  const fates = await it.fates();
  assert.equal(fates.length, topics.length);

  const by = (state: string) => fates.filter((one) => one.state === state);
  assert.deepEqual(
    by('ignored').filter(({ why }) => !why),
    [],
  );
  assert.deepEqual(
    by('done')
      .map(({ topic }) => topic)
      .toSorted(),
    [
      'carts/create',
      'carts/update',
      'checkouts/create',
      'checkouts/update',
      'customers/create',
      'customers/data_request',
      'customers/disable',
      'customers/enable',
      'customers/redact',
      'customers/update',
    ],
  );
  // The samples' orders are test orders; nobody there ever said yes or no.
  assert.deepEqual(
    by('ignored')
      .filter(({ topic }) => topic in mappings)
      .map(({ topic, why }) => [topic, why])
      .toSorted(),
    [
      [
        'customers_email_marketing_consent/update',
        'email marketing: not subscribed, which is neither a yes nor a no',
      ],
      ['customers_marketing_consent/update', 'sms marketing: none, which is neither a yes nor a no'],
      ['orders/cancelled', 'a test order'],
      ['orders/create', 'a test order'],
      ['orders/fulfilled', 'a test order'],
      ['orders/paid', 'a test order'],
      ['orders/partially_fulfilled', 'a test order'],
      ['orders/updated', 'a test order'],
      ['refunds/create', 'a refund is brought in with its order, which names the customer'],
    ],
  );
  assert.deepEqual(
    by('quarantined').map(({ topic, code }) => [topic, code]),
    [['shop/redact', 'SHOPIFY_SHOP_REDACT']],
  );
});
