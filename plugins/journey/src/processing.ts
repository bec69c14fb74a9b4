import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'journey.visits',
    title: { en: 'Visits, fittings and advice', fr: 'Visites, essayages et conseils' },
    purpose: {
      en: 'Serving a customer as one who was in the store before',
      fr: 'Servir un client en sachant ce qui s’est passé à ses visites précédentes',
    },
    basis: 'legitimate-interest',
    persons: [{ en: 'Customers and visitors of the stores', fr: 'Clients et visiteurs des magasins' }],
    categories: [
      {
        en: 'When and how somebody came, what they tried on and asked about',
        fr: 'Quand et comment une personne est venue, ce qu’elle a essayé et demandé',
      },
    ],
    recipients: [],
    retention: {
      en: 'As the retention policies say, counted from the last real contact',
      fr: 'Selon les durées de conservation, à compter du dernier contact réel',
    },
  },
];
