import type { Dated } from './dated.ts';

/**
 * What somebody must have said before: `opt-in`, yes; `soft-opt-in`, yes, or bought something similar here and was
 * able to refuse; `opt-out`, not no.
 */
export type NeededConsent = 'opt-in' | 'soft-opt-in' | 'opt-out';

/** What somebody is approached for. */
export type Approach = 'email' | 'text' | 'call' | 'open-tracking';

const electronicMail = (title: { en: string; fr: string }): Dated<NeededConsent> => ({
  from: '2004-06-22',
  title,
  sources: [
    {
      reference:
        'Code des postes et des communications électroniques, art. L. 34-5 (loi n° 2004-575, art. 22)',
    },
  ],
  rule: 'soft-opt-in',
});

/** The consent that each approach needs, by date. Electronic mail is e-mail and SMS alike. */
export const neededConsent: Readonly<Record<Approach, readonly Dated<NeededConsent>[]>> = {
  email: [
    electronicMail({ en: 'Consent to advertising e-mail', fr: 'Accord pour les courriels publicitaires' }),
  ],
  text: [electronicMail({ en: 'Consent to advertising texts', fr: 'Accord pour les SMS publicitaires' })],
  call: [
    {
      from: '2016-06-01',
      until: '2026-08-11',
      title: {
        en: 'Calls to whoever is not on the opposition list (Bloctel)',
        fr: 'Appels à qui n’est pas inscrit sur la liste d’opposition (Bloctel)',
      },
      sources: [
        {
          reference: 'Code de la consommation, art. L. 223-1 (loi n° 2014-344 du 17 mars 2014)',
        },
      ],
      rule: 'opt-out',
    },
    {
      from: '2026-08-11',
      title: { en: 'Consent to advertising calls', fr: 'Accord préalable au démarchage téléphonique' },
      sources: [
        {
          reference: 'Code de la consommation, art. L. 223-1 (loi n° 2025-594 du 30 juin 2025, art. 13)',
          url: 'https://legal.tricoteuses.fr/articles/LEGIARTI000051830285',
        },
      ],
      rule: 'opt-in',
    },
  ],
  'open-tracking': [
    {
      from: '2019-06-01',
      title: {
        en: 'Consent to knowing who opened an e-mail',
        fr: 'Accord pour savoir qui a ouvert un courriel',
      },
      sources: [
        { reference: 'Loi n° 78-17 du 6 janvier 1978, art. 82' },
        {
          reference:
            'CNIL, recommandation sur les pixels de suivi dans les courriels (projet du 12 juin 2025)',
          url: 'https://www.cnil.fr/fr/consultation-publique-projet-recommandation-pixels-de-suivi',
        },
      ],
      rule: 'opt-in',
    },
  ],
};
