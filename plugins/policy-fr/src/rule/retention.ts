import type { Text } from '@chaland/core';
import type { Dated } from './dated.ts';

/** How long something is kept. */
export interface Retention {
  /** What Chaland applies it to: a kind of person, or receipts. `none`: no job of Chaland's acts on it by itself. */
  applies: 'prospect' | 'customer' | 'anonymous' | 'receipts' | 'none';
  months: number;
  /** What the months are counted from, as the source says. */
  since: Text;
}

const lastContact: Text = {
  en: 'the last contact from the person',
  fr: 'le dernier contact émanant de la personne',
};

const guide = {
  reference: 'CNIL, référentiel relatif à la gestion des activités commerciales (délibération n° 2021-131)',
  url: 'https://www.cnil.fr/fr/la-cnil-publie-deux-nouveaux-referentiels',
};

/** What French law and the CNIL say about keeping, where they give a number. */
export const retention: readonly Dated<Retention>[] = [
  {
    from: '2022-02-03',
    title: { en: 'Prospects', fr: 'Prospects' },
    sources: [guide],
    rule: { applies: 'prospect', months: 36, since: lastContact },
  },
  {
    from: '2022-02-03',
    title: { en: 'Customers', fr: 'Clients' },
    sources: [guide],
    rule: {
      applies: 'customer',
      months: 36,
      since: { en: 'the end of the business relation', fr: 'la fin de la relation commerciale' },
    },
  },
  {
    from: '2020-10-01',
    title: { en: 'What trackers told of a device', fr: 'Données issues de traceurs' },
    sources: [
      {
        reference: 'CNIL, lignes directrices « cookies et autres traceurs » (délibération n° 2020-091)',
      },
    ],
    rule: { applies: 'anonymous', months: 25, since: { en: 'their collection', fr: 'leur collecte' } },
  },
  {
    from: '2000-09-21',
    title: { en: 'Accounting documents', fr: 'Pièces comptables' },
    sources: [{ reference: 'Code de commerce, art. L. 123-22' }],
    rule: {
      applies: 'receipts',
      months: 120,
      since: { en: 'the end of the financial year', fr: 'la clôture de l’exercice' },
    },
  },
  {
    from: '2008-06-19',
    title: { en: 'Proof of a consent', fr: 'Preuve d’un consentement' },
    sources: [
      { reference: 'Code civil, art. 2224 ; Code de commerce, art. L. 110-4 (prescription de cinq ans)' },
    ],
    rule: {
      applies: 'none',
      months: 60,
      since: { en: 'the end of the consent', fr: 'la fin du consentement' },
    },
  },
  {
    from: '2022-02-03',
    title: { en: 'Opposition list', fr: 'Liste d’opposition' },
    sources: [guide],
    rule: { applies: 'none', months: 36, since: { en: 'the objection', fr: 'l’opposition' } },
  },
];
