import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { shopifyAddress } from './api/address.ts';
import { shopifyConnector } from './connector.ts';
import { processing } from './processing.ts';

export default definePlugin({
  id: 'connector-shopify',
  version: pkg.version,
  title: { en: 'Shopify', fr: 'Shopify' },
  description: {
    en: 'Brings in what customers buy, return, leave in a cart and agree to in a Shopify shop.',
    fr: 'Reprend les achats, retours, paniers abandonnés et consentements des clients d’une boutique Shopify.',
  },
  requires: { api: '^1.0', plugins: { sales: '^0.1.0' } },
  processing,
  contributes: [shopifyConnector(shopifyAddress)],
});
