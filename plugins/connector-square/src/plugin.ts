import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { square } from './connector.ts';
import { processing } from './processing.ts';

export default definePlugin({
  id: 'connector-square',
  version: pkg.version,
  title: { en: 'Square', fr: 'Square' },
  description: {
    en: 'Sales, returns, refunds and customers of Square sellers.',
    fr: 'Ventes, retours, remboursements et clients de commerçants Square.',
  },
  requires: { api: '^1.0', plugins: { sales: '^0.1.0' } },
  processing,
  contributes: [square],
});
