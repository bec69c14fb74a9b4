import { definePlugin } from '@chaland/core';
import { migration } from './fill/migration.ts';
import { progressRoute } from './fill/progress-route.ts';

/** What the demo adds to Chaland for itself: how far the simulated retailer has come in. */
export default definePlugin({
  id: 'demo',
  version: '0.1.0',
  title: { en: 'Simulated retailer', fr: 'Enseigne simulée' },
  description: {
    en: 'Fills this demo with a retailer that does not exist.',
    fr: 'Remplit cette démonstration avec une enseigne qui n’existe pas.',
  },
  requires: { api: '^1.0' },
  migrations: [migration],
  contributes: [progressRoute],
});
