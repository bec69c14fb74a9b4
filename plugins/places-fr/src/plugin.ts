import { definePlugin, placeList } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { checkPlace } from './check-place.ts';

export default definePlugin({
  id: 'places-fr',
  version: pkg.version,
  title: { en: 'French places', fr: 'Communes françaises' },
  description: {
    en: 'Checks postal codes and towns of French addresses against the list of communes.',
    fr: 'Vérifie les codes postaux et les communes des adresses françaises.',
  },
  requires: { api: '^1.0' },
  contributes: [
    placeList({
      id: 'places-fr.communes',
      // Overseas addresses come under France or under the country code of their own.
      countries: ['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF'],
      check: checkPlace,
    }),
  ],
});
