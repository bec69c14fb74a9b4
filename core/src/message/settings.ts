import { type Static, Type } from 'typebox';
import { section } from '../setting/section.ts';

const code = Type.String({ minLength: 1, maxLength: 100 });

/** What a retailer sets of messages. */
export const MessageSettings = section(
  { en: 'Messages', fr: 'Messages' },
  {
    pressure: Type.Array(
      Type.Object({
        channel: Type.Optional(
          Type.String({
            ...code,
            'x-title': { en: 'Channel', fr: 'Canal' },
            'x-description': { en: 'All together where empty.', fr: 'Tous ensemble si vide.' },
          }),
        ),
        purpose: Type.Optional(
          Type.String({
            ...code,
            'x-title': { en: 'Purpose', fr: 'Finalité' },
            'x-description': {
              en: 'All that is advertising where empty.',
              fr: 'Tout ce qui est publicitaire si vide.',
            },
          }),
        ),
        most: Type.Integer({
          minimum: 0,
          maximum: 1_000,
          'x-title': { en: 'Messages at most', fr: 'Messages au plus' },
        }),
        days: Type.Integer({
          minimum: 1,
          maximum: 366,
          'x-title': { en: 'Within days', fr: 'Sur tant de jours' },
          'x-description': { en: 'Of 24 hours each.', fr: 'De 24 heures chacun.' },
        }),
      }),
      {
        maxItems: 50,
        default: [],
        'x-title': { en: 'Pressure', fr: 'Pression commerciale' },
        'x-description': {
          en: 'How often one customer is written to. What is too much waits until its turn comes, or expires.',
          fr: 'À quelle fréquence on écrit à un même client. Ce qui est de trop attend son tour, ou expire.',
        },
      },
    ),
  },
);
export type MessageSettings = Static<typeof MessageSettings>;
export type PressureLimit = MessageSettings['pressure'][number];
