import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'score-rfm.scoring',
    title: { en: 'Scoring customers', fr: 'Notation des clients' },
    purpose: {
      en: 'Telling who buys recently, often and for much, to choose whom to write to (profiling)',
      fr: 'Savoir qui achète récemment, souvent et pour combien, afin de choisir à qui écrire (profilage)',
    },
    basis: 'legitimate-interest',
    persons: [
      {
        en: 'Customers, but those who objected to profiling or to marketing',
        fr: 'Clients, sauf ceux qui se sont opposés au profilage ou à la prospection',
      },
    ],
    categories: [
      {
        en: 'Recency, frequency and amount of purchases, from 1 to 5',
        fr: 'Récence, fréquence et montant des achats, de 1 à 5',
      },
    ],
    recipients: [],
    retention: { en: 'Until the next computation', fr: 'Jusqu’au calcul suivant' },
    tables: ['score_rfm.value'],
  },
];
