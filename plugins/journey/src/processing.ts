import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'journey.visits',
    title: {
      en: 'Visits, appointments, fittings and advice',
      fr: 'Visites, rendez-vous, essayages et conseils',
    },
    purpose: {
      en: 'Serving a customer as one who was in the store before',
      fr: 'Servir un client en sachant ce qui s’est passé à ses visites précédentes',
    },
    basis: 'legitimate-interest',
    persons: [{ en: 'Customers and visitors of the stores', fr: 'Clients et visiteurs des magasins' }],
    categories: [
      {
        en: 'When and how somebody came or was to come, what they tried, scanned, asked about and collected',
        fr: 'Quand et comment une personne est venue ou devait venir, ce qu’elle a essayé, scanné, demandé et retiré',
      },
    ],
    recipients: [],
    retention: {
      en: 'As the retention policies say, counted from the last real contact',
      fr: 'Selon les durées de conservation, à compter du dernier contact réel',
    },
  },
  {
    id: 'journey.signals',
    title: { en: 'Stays in parts of a store', fr: 'Passages dans les espaces du magasin' },
    purpose: {
      en: 'Knowing which parts of a store people stay in',
      fr: 'Savoir dans quels espaces du magasin les personnes s’arrêtent',
    },
    basis: 'legitimate-interest',
    persons: [{ en: 'Visitors of the stores', fr: 'Visiteurs des magasins' }],
    categories: [
      {
        en: 'Part of the store and duration, noticed by Wi-Fi, beacons or sensors',
        fr: 'Espace et durée, relevés par Wi-Fi, balises ou capteurs',
      },
    ],
    recipients: [],
    retention: {
      en: 'A day with the device, unless its holder agreed to more; then as nobody’s',
      fr: 'Un jour avec l’appareil, sauf accord de la personne ; ensuite de façon anonyme',
    },
  },
];
