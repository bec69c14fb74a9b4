import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'connector-square.sales',
    title: { en: 'Taking over what was sold with Square', fr: 'Reprise des ventes faites avec Square' },
    purpose: {
      en: 'Knowing what customers bought and brought back in the shops, and who they are',
      fr: 'Connaître les achats et les retours des clients en magasin, et qui ils sont',
    },
    basis: 'legitimate-interest',
    persons: [{ en: 'Customers of the Square directory', fr: 'Clients de l’annuaire Square' }],
    categories: [
      {
        en: 'Customer number, name, e-mail address, phone number, address, birthday, loyalty account, sales and returns, unsubscribing from e-mails',
        fr: 'Numéro de client, nom, adresse e-mail, téléphone, adresse, anniversaire, compte de fidélité, ventes et retours, désabonnement des e-mails',
      },
    ],
    recipients: [{ en: 'Square, who has them already', fr: 'Square, qui les a déjà' }],
    retention: {
      en: 'Kept as core’s customers and moments are; raw deliveries as long as its settings say',
      fr: 'Comme les clients et les moments du cœur ; les envois bruts selon ses réglages',
    },
  },
];
