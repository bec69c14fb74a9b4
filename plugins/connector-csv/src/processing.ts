import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'connector-csv.imports',
    title: { en: 'Importing files', fr: 'Import de fichiers' },
    purpose: {
      en: 'Taking over what other systems hold of customers and sales',
      fr: 'Reprendre ce que d’autres systèmes détiennent sur les clients et les ventes',
    },
    basis: 'legitimate-interest',
    persons: [{ en: 'Those whom the files tell of', fr: 'Les personnes présentes dans les fichiers' }],
    categories: [{ en: 'Whatever the files hold', fr: 'Ce que contiennent les fichiers' }],
    recipients: [],
    retention: {
      en: 'Uploaded files and rejected rows as the plugin’s settings say; counts without persons stay',
      fr: 'Fichiers envoyés et lignes rejetées selon les réglages de l’extension ; les décomptes, sans personne, restent',
    },
    tables: ['connector_csv.import', 'connector_csv.import_batch'],
  },
];
