import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'connector-poslog.sales',
    title: { en: 'Taking over the logs of tills', fr: 'Reprise des journaux de caisse' },
    purpose: {
      en: 'Knowing what customers who show their card bought and brought back',
      fr: 'Savoir ce que les clients identifiés en caisse ont acheté et rapporté',
    },
    basis: 'legitimate-interest',
    persons: [
      { en: 'Customers, known by card or not', fr: 'Clients, identifiés ou non' },
      { en: 'Operators of tills', fr: 'Personnel de caisse' },
    ],
    categories: [
      {
        en: 'Receipts and returns, loyalty card, name, address, e-mail, phone where the till writes them; code and name of the operator',
        fr: 'Tickets et retours, carte de fidélité, nom, adresse, e-mail, téléphone si la caisse les écrit ; code et nom de l’opérateur',
      },
    ],
    recipients: [],
    retention: {
      en: 'As receipts and customers; logs that cannot be read as deliveries; files in the folder as the retailer removes them',
      fr: 'Comme les tickets et les clients ; les journaux illisibles comme les livraisons ; les fichiers du dossier tant que l’enseigne les y laisse',
    },
  },
];
