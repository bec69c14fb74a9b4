// The demo's deployment. One of your own looks just like it: a list of plugins, and what differs from the defaults.
import { join } from 'node:path';
import connectorCsv from '@chaland/connector-csv';
import { defineConfig } from '@chaland/core';
import journey from '@chaland/journey';
import placesFr from '@chaland/places-fr';
import policyFr from '@chaland/policy-fr';
import sales from '@chaland/sales';
import scoreRfm from '@chaland/score-rfm';
import demo from './plugin.ts';

export default defineConfig({
  database: `pglite:${join(import.meta.dirname, '../../.chaland/demo')}`,
  plugins: [sales, journey, connectorCsv, scoreRfm, policyFr, placesFr, demo],
  locale: { country: 'FR', timeZone: 'Europe/Paris', currency: 'EUR', language: 'fr' },
  panel: {
    notice: {
      en: 'Everything here is simulated: this retailer, its customers and their purchases do not exist.',
      fr: 'Tout est simulé ici\u00a0: cette enseigne, ses clients et leurs achats n’existent pas.',
    },
  },
});
