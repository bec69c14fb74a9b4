import { definePlugin } from '@chaland/core';
import pkg from '../package.json' with { type: 'json' };
import { advice } from './moment-type/advice.ts';
import { fitting } from './moment-type/fitting.ts';
import { visit } from './moment-type/visit.ts';
import { processing } from './processing.ts';

export default definePlugin({
  id: 'journey',
  version: pkg.version,
  title: { en: 'Journey', fr: 'Parcours' },
  description: {
    en: 'Visits, fittings and advice: from the pavement to the till.',
    fr: 'Visites, essayages et conseils : du trottoir à la caisse.',
  },
  requires: { api: '^1.0' },
  admin: '@chaland/journey/admin',
  processing,
  contributes: [visit, fitting, advice],
});
