import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'connector-shopify.bringing-in',
    title: { en: 'Taking over from Shopify', fr: 'Reprise des données de Shopify' },
    purpose: {
      en: 'Knowing what customers bought, left in a cart and agreed to in the Shopify shop and at its tills',
      fr: 'Connaître les achats, les paniers abandonnés et les consentements des clients de la boutique Shopify et de ses caisses',
    },
    basis: 'legitimate-interest',
    persons: [{ en: 'Customers of the shop', fr: 'Clients de la boutique' }],
    categories: [
      { en: 'Names, contact points, postal address', fr: 'Noms, coordonnées, adresse postale' },
      { en: 'Purchases, returns, carts', fr: 'Achats, retours, paniers' },
      { en: 'Consents to marketing', fr: 'Consentements marketing' },
    ],
    recipients: [],
    retention: {
      en: 'Deliveries as core keeps them; what they bring in, as profiles, moments and consents',
      fr: 'Les messages reçus, comme le cœur les conserve ; leur contenu, comme les profils, les moments et les consentements',
    },
  },
];
