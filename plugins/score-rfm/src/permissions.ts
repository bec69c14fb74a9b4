import type { Permission } from '@chaland/core';

export const readScores: Permission = {
  id: 'score-rfm.read',
  title: { en: 'See RFM scores', fr: 'Voir les scores RFM' },
};

export const runScores: Permission = {
  id: 'score-rfm.run',
  title: { en: 'Compute RFM scores', fr: 'Calculer les scores RFM' },
};
