// The demo's deployment. One of your own looks just like it: a list of plugins, and what differs from the defaults.
import { join } from 'node:path';
import connectorCsv from '@chaland/connector-csv';
import { defineConfig } from '@chaland/core';
import sales from '@chaland/sales';
import scoreRfm from '@chaland/score-rfm';

export default defineConfig({
  database: `pglite:${join(import.meta.dirname, '../../.chaland/demo')}`,
  plugins: [sales, connectorCsv, scoreRfm],
  locale: { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' },
});
