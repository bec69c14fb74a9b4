import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'connector-workshop.repairs',
    title: { en: 'Taking over repairs', fr: 'Reprise des retouches' },
    purpose: {
      en: 'Knowing what customers had repaired',
      fr: 'Savoir ce que les clients ont fait retoucher',
    },
    basis: 'contract',
    persons: [{ en: 'Customers of the workshop', fr: 'Clients de l’atelier' }],
    categories: [{ en: 'Name, e-mail, repairs', fr: 'Nom, e-mail, retouches' }],
    recipients: [],
    retention: { en: 'As customers and moments', fr: 'Comme les clients et les moments' },
  },
];
