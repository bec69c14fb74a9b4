import type { Processing } from '@chaland/core';

export const processing: readonly Processing[] = [
  {
    id: 'connector-signals.shop-floor',
    title: { en: 'Signals of the shop floor', fr: 'Signaux du magasin' },
    purpose: {
      en: 'Knowing how stores are visited, and serving customers who scan or make an appointment',
      fr: 'Connaître la fréquentation des magasins, et servir les clients qui scannent ou prennent rendez-vous',
    },
    basis: 'legitimate-interest',
    persons: [{ en: 'Visitors and customers of the stores', fr: 'Visiteurs et clients des magasins' }],
    categories: [
      {
        en: 'Counts without persons; scans and appointments with whom they name; what a mapping takes from a webhook',
        fr: 'Comptages sans personne ; scans et rendez-vous avec la personne nommée ; ce qu’une correspondance tire d’un webhook',
      },
    ],
    recipients: [],
    retention: {
      en: 'As the retention policies say; what was delivered as the inbox keeps it',
      fr: 'Selon les durées de conservation ; les livraisons selon la boîte de réception',
    },
  },
  {
    id: 'connector-signals.presence',
    title: { en: 'Presence of phones in zones', fr: 'Présence de téléphones dans les zones' },
    purpose: {
      en: 'Measuring how zones of a store are visited',
      fr: 'Mesurer la fréquentation des zones d’un magasin',
    },
    basis: 'legitimate-interest',
    persons: [
      { en: 'Passers-by and visitors with a phone', fr: 'Passants et visiteurs munis d’un téléphone' },
    ],
    categories: [
      {
        en: 'Zone, time and duration, with a pseudonym of the device that is another one each day; the device’s number is never kept',
        fr: 'Zone, heure et durée, avec un pseudonyme de l’appareil qui change chaque jour ; le numéro de l’appareil n’est jamais conservé',
      },
    ],
    recipients: [],
    retention: {
      en: 'Pseudonyms for 24 hours; then zone, time and duration of nobody',
      fr: 'Pseudonymes pendant 24 heures ; ensuite zone, heure et durée, sans personne',
    },
  },
];
