import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { woocommerce } from './connector.ts';
import { processing } from './processing.ts';

export default definePlugin({
  id: 'connector-woocommerce',
  version: pkg.version,
  title: { en: 'WooCommerce', fr: 'WooCommerce' },
  description: {
    en: 'Orders, refunds and customers of WooCommerce shops.',
    fr: 'Commandes, remboursements et clients de boutiques WooCommerce.',
  },
  requires: { api: '^1.0', plugins: { sales: '^0.1.0' } },
  processing,
  contributes: [woocommerce],
});
