import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'connector-woocommerce.orders',
    title: {
      en: 'Taking over what a WooCommerce shop sold',
      fr: 'Reprise des ventes d’une boutique WooCommerce',
    },
    purpose: {
      en: 'Knowing what customers bought on the web and brought back, and who they are',
      fr: 'Connaître les achats en ligne et les retours des clients, et qui ils sont',
    },
    basis: 'legitimate-interest',
    persons: [
      { en: 'Customers and guests of the web shop', fr: 'Clients et invités de la boutique en ligne' },
    ],
    categories: [
      {
        en: 'Account number, name, e-mail address, phone number, billing address, orders and refunds',
        fr: 'Numéro de compte, nom, adresse e-mail, téléphone, adresse de facturation, commandes et remboursements',
      },
    ],
    recipients: [
      {
        en: 'The host of the web shop, who has them already',
        fr: 'L’hébergeur de la boutique, qui les a déjà',
      },
    ],
    retention: {
      en: 'Kept as core’s customers and moments are; raw deliveries as long as its settings say',
      fr: 'Comme les clients et les moments du cœur ; les envois bruts selon ses réglages',
    },
  },
];
