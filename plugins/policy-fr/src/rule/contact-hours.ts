import type { Dated } from './dated.ts';

/** A stretch of a day by the clocks where the person is, `HH:MM`; its end is outside of it. */
export interface Window {
  from: string;
  until: string;
}

export interface ContactHours {
  /** ISO days of the week, 1 is Monday. Public holidays are never among them. */
  weekdays: readonly number[];
  windows: readonly Window[];
}

const mondayToFriday = [1, 2, 3, 4, 5];
const mondayToSaturday = [...mondayToFriday, 6];

/** When people may be called to sell them something. */
export const callHours: readonly Dated<ContactHours>[] = [
  {
    from: '2023-03-01',
    title: { en: 'Hours for calls', fr: 'Horaires des appels' },
    sources: [
      {
        reference: 'Code de la consommation, art. D. 223-9 (décret n° 2022-1313 du 13 octobre 2022)',
        url: 'https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046421823',
      },
    ],
    rule: {
      weekdays: mondayToFriday,
      windows: [
        { from: '10:00', until: '13:00' },
        { from: '14:00', until: '20:00' },
      ],
    },
  },
];

/** When advertising may be sent to a mobile, as SMS or RCS: working days, which in French law include Saturday. */
export const textHours: readonly Dated<ContactHours>[] = [
  {
    from: '2024-09-01',
    title: { en: 'Hours for texts', fr: 'Horaires des SMS' },
    sources: [
      {
        reference: 'AF2M, charte de déontologie applicable aux services de Business Messaging',
        url: 'https://af2m.org/la-charte-de-deontologie-applicable-aux-services-de-business-messaging-est-effective-depuis-le-1er-septembre-2024',
      },
    ],
    rule: { weekdays: mondayToSaturday, windows: [{ from: '08:00', until: '22:00' }] },
  },
];
