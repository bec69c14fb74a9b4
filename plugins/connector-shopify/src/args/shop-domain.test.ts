import assert from 'node:assert/strict';
import { test } from 'node:test';
import { myshopifyDomain } from './shop-domain.ts';

test('a shop’s domain is read from what people paste', () => {
  for (const typed of [
    'my-shop',
    ' My-Shop.myshopify.com ',
    'https://my-shop.myshopify.com/admin',
    'https://admin.shopify.com/store/my-shop/settings/domains',
  ]) {
    assert.equal(myshopifyDomain(typed), 'my-shop.myshopify.com');
  }
});

test('a domain that was bought is not the shop’s own', () => {
  for (const typed of ['www.example.com', '', 'evil.com/.myshopify.com', 'a.b.myshopify.com']) {
    assert.equal(myshopifyDomain(typed), undefined);
  }
});
