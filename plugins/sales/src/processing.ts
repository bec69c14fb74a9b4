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
  {
    id: 'sales.e-receipt',
    title: { en: 'E-receipts', fr: 'Tickets dématérialisés' },
    purpose: {
      en: 'Sending customers their receipt where they ask for it; the address serves for nothing else',
      fr: 'Envoyer aux clients leur ticket lorsqu’ils le demandent ; l’adresse ne sert à rien d’autre',
    },
    basis: 'consent',
    persons: [
      { en: 'Customers, also those who are not known', fr: 'Clients, y compris ceux qui ne sont pas connus' },
    ],
    categories: [{ en: 'E-mail address, number of the receipt', fr: 'Adresse e-mail, numéro du ticket' }],
    recipients: [{ en: 'The provider of e-mail', fr: 'Le prestataire d’e-mail' }],
    retention: {
      en: 'As the retention policies say for who is known by an address alone',
      fr: 'Selon les durées de conservation des personnes connues par une seule adresse',
    },
  },
];
