import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brought, mapped } from '../testing/mapped.ts';

const asked = {
  shop_id: 954889,
  shop_domain: 'simulated.myshopify.com',
  customer: { id: 9001, email: 'simulated.9001@example.org', phone: '555-625-1199' },
};
const customer = { id: '9001', identifiers: [{ kind: 'email', value: 'simulated.9001@example.org' }] };

test('who asks the shop for their data has asked for access', () => {
  assert.deepEqual(brought('customers/data_request', { ...asked, data_request: { id: 9999 } }).requests, [
    { id: 'data_request/9999', kind: 'access', time: '2026-02-10T08:00:00.123Z', customer },
  ]);
});

test('a customer to redact is a request for erasure', () => {
  assert.deepEqual(brought('customers/redact', { ...asked, orders_to_redact: [299938] }).requests, [
    { id: 'redact/9001/2026-02-10', kind: 'erasure', time: '2026-02-10T08:00:00.123Z', customer },
  ]);
});

test('a shop to redact is left for somebody to decide', () => {
  assert.throws(() => mapped('shop/redact', asked), /SHOPIFY_SHOP_REDACT.*remove this connection/);
});
