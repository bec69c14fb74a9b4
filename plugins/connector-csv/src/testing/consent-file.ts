import type { Mapping } from '../mapping/mapping.ts';

const time = { $value: '{At}', as: 'time', zone: 'Europe/Paris' } as const;
const consent = (word: string, state: string) => ({
  when: [{ column: 'Newsletter', is: word }],
  record: {
    id: '{No}-{At}',
    customer: { id: '{No}' },
    state,
    purpose: 'marketing',
    channel: 'email',
    contactPoint: { kind: 'email', value: '{Mail}' },
    time,
  },
});

/** People and what they said of the newsletter: yes, no, or no more. */
export const consentMapping: Mapping = {
  source: 'crm',
  records: {
    profiles: [
      {
        record: {
          id: '{No}',
          identifiers: [{ kind: 'email', value: '{Mail}' }],
          attributes: { lastName: '{Name}' },
          time,
        },
      },
    ],
    consents: [consent('yes', 'granted'), consent('no', 'refused'), consent('no more', 'withdrawn')],
  },
};

export const consentFile = (rows: readonly string[]): string =>
  `No,Name,Mail,Newsletter,At\n${rows.join('\n')}\n`;

const said = (no: number, newsletter: string, at: string) =>
  `${no},Simulated-${no},simulated-${no}@example.org,${newsletter},${at}`;

/** Who granted, refused, withdrew, granted again, and said nothing; not in the order in which it happened. */
export const consentRows: readonly string[] = [
  said(1, 'yes', '2026-01-05 10:00:00'),
  said(2, 'no', '2026-01-05 10:00:00'),
  said(3, 'no more', '2026-01-07 10:00:00'),
  said(3, 'yes', '2026-01-05 10:00:00'),
  said(4, 'yes', '2026-01-09 10:00:00'),
  said(4, 'no more', '2026-01-07 10:00:00'),
  said(4, 'yes', '2026-01-05 10:00:00'),
  said(5, '', '2026-01-05 10:00:00'),
];

/** What these rows come to, by number. */
export const consentStates = ['1 granted', '2 refused', '3 withdrawn', '4 granted'];
