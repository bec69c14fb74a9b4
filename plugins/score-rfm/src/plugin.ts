import { definePlugin } from '@chaland/core';
import { migrations } from '../migrations/index.ts';
import pkg from '../package.json' with { type: 'json' };
import { readScores, runScores } from './permissions.ts';
import { personalData } from './personal-data.ts';
import { processing } from './processing.ts';
import { customerScore } from './route/customer-score.ts';
import { distribution } from './route/distribution.ts';
import { listRuns, oneRun, startRun } from './route/runs.ts';
import { scoreJob } from './score/job.ts';
import { recomputeScores } from './score/merge.ts';
import { RfmSettings } from './settings.ts';

export default definePlugin({
  id: 'score-rfm',
  version: pkg.version,
  title: { en: 'RFM scores', fr: 'Scores RFM' },
  description: {
    en: 'How recently, how often and for how much each customer bought, from 1 to 5.',
    fr: 'Récence, fréquence et montant des achats de chaque client, notés de 1 à 5.',
  },
  requires: { api: '^1.0', plugins: { sales: '^0.1.0' } },
  settings: RfmSettings,
  permissions: [readScores, runScores],
  migrations,
  personalData,
  admin: '@chaland/score-rfm/admin',
  processing,
  contributes: [scoreJob, recomputeScores, startRun, oneRun, listRuns, customerScore, distribution],
});
