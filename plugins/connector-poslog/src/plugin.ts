import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { poslog } from './connector.ts';
import { processing } from './processing.ts';

export default definePlugin({
  id: 'connector-poslog',
  version: pkg.version,
  title: { en: 'Tills (ARTS POSLog)', fr: 'Caisses (ARTS POSLog)' },
  description: {
    en: 'Sales, returns and customers from the logs of tills.',
    fr: 'Ventes, retours et clients tirés des journaux de caisse.',
  },
  requires: { api: '^1.0', plugins: { sales: '^0.1.0' } },
  processing,
  contributes: [poslog],
});
