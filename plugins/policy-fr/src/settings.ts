import { type Context, Type } from '@chaland/core';

const hour = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => `${String(first + i).padStart(2, '0')}:00`);

const channels = (title: { en: string; fr: string }, fallback: string[]) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
    default: fallback,
    uniqueItems: true,
    'x-title': title,
  });

export const PolicySettings = Type.Object({
  textsFrom: Type.String({
    enum: hour(8, 12),
    default: '08:00',
    'x-title': { en: 'Texts from', fr: 'SMS à partir de' },
    'x-description': {
      en: 'The operators’ charter allows 8 in the morning, on working days.',
      fr: 'La charte des opérateurs autorise dès 8 h, les jours ouvrables.',
    },
  }),
  textsUntil: Type.String({
    enum: hour(14, 22),
    default: '20:00',
    'x-title': { en: 'Texts until', fr: 'SMS jusqu’à' },
    'x-description': {
      en: 'The operators’ charter allows 10 in the evening; most retailers stop at 8.',
      fr: 'La charte des opérateurs autorise jusqu’à 22 h ; la plupart des enseignes s’arrêtent à 20 h.',
    },
  }),
  localHolidays: Type.Boolean({
    default: true,
    'x-title': { en: 'Keep to local holidays too', fr: 'Respecter aussi les jours fériés locaux' },
    'x-description': {
      en: 'Good Friday and 26 December in Alsace and Moselle, the abolition of slavery overseas.',
      fr: 'Le Vendredi saint et le 26 décembre en Alsace et en Moselle, l’abolition de l’esclavage outre-mer.',
    },
  }),
  textChannels: channels({ en: 'Channels that send texts', fr: 'Canaux d’envoi de SMS' }, ['sms', 'rcs']),
  callChannels: channels({ en: 'Channels that call', fr: 'Canaux d’appel' }, ['call', 'phone']),
});

export interface Settings {
  /** `HH:MM` */
  textsFrom: string;
  textsUntil: string;
  localHolidays: boolean;
  textChannels: readonly string[];
  callChannels: readonly string[];
}

/** As they are now. */
export const settingsOf = ({ settings }: Pick<Context, 'settings'>): Promise<Settings> =>
  settings<Settings>();
