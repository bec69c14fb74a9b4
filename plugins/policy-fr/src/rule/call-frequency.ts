import type { Dated } from './dated.ts';

export interface CallFrequency {
  /** Calls to one person at most, attempts included. */
  most: number;
  /** Within so many calendar days. */
  days: number;
}

/** How often one retailer may call one person to sell something. */
export const callFrequency: readonly Dated<CallFrequency>[] = [
  {
    from: '2023-03-01',
    title: { en: 'How often people may be called', fr: 'Fréquence des appels' },
    sources: [
      {
        reference: 'Code de la consommation, art. D. 223-9, al. 3 (décret n° 2022-1313 du 13 octobre 2022)',
        url: 'https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046421823',
      },
    ],
    rule: { most: 4, days: 30 },
  },
];
