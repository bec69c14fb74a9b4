import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'sales.history',
    title: { en: 'Purchase history', fr: 'Historique d’achats' },
    purpose: {
      en: 'Knowing what customers bought, to serve, repair, take back and advise',
      fr: 'Savoir ce que les clients ont acheté, pour servir, réparer, reprendre et conseiller',
    },
    basis: 'legitimate-interest',
    persons: [{ en: 'Customers', fr: 'Clients' }],
    categories: [
      { en: 'Receipts, returns, articles, amounts', fr: 'Tickets, retours, articles, montants' },
      { en: 'Sums and dates by store and category', fr: 'Cumuls et dates par magasin et par famille' },
    ],
    recipients: [],
    retention: {
      en: 'As long as the customer record; receipts stay for the accounts, as nobody’s (France: ten years, Code de commerce, art. L123-22)',
      fr: 'Aussi longtemps que la fiche client ; les tickets restent, anonymes, pour la comptabilité (dix ans, Code de commerce, art. L123-22)',
    },
    tables: [
      'sales.receipt',
      'sales.line',
      'sales.purchase',
      'sales.customer_fact',
      'sales.customer_store_fact',
      'sales.customer_category_fact',
    ],
  },
];
