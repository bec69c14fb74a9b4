import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { receipt } from './moment-type/receipt.ts';
import { returned } from './moment-type/return.ts';

export default definePlugin({
  id: 'sales',
  version: pkg.version,
  title: { en: 'Sales', fr: 'Ventes' },
  description: {
    en: 'Receipts, returns, products, and what customers buy.',
    fr: 'Tickets, retours, produits, et ce que les clients achètent.',
  },
  requires: { api: '^1.0' },
  contributes: [receipt, returned],
});
