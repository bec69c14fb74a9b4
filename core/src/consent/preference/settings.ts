import { type Static, Type } from 'typebox';
import { section } from '../../setting/section.ts';

const code = (title: { en: string; fr: string }) =>
  Type.String({ minLength: 1, maxLength: 100, 'x-title': title });

/** One line of the preference centre: what a person may say yes or no to, by each of its channels. */
const Offer = Type.Object({
  purpose: code({ en: 'Purpose', fr: 'Finalité' }),
  channels: Type.Array(code({ en: 'Channel', fr: 'Canal' }), {
    maxItems: 20,
    default: [],
    'x-title': { en: 'Channels', fr: 'Canaux' },
    'x-description': {
      en: 'None for what sends nothing, such as profiling.',
      fr: 'Aucun pour ce qui n’envoie rien, comme le profilage.',
    },
  }),
  brands: Type.Array(code({ en: 'Brand', fr: 'Enseigne' }), {
    maxItems: 50,
    default: [],
    'x-title': { en: 'Brands', fr: 'Enseignes' },
    'x-description': {
      en: 'Asked for each of them; for the company as a whole where there is none.',
      fr: 'Demandé pour chacune ; pour la société entière s’il n’y en a aucune.',
    },
  }),
  notice: Type.Optional(
    Type.String({
      maxLength: 100,
      'x-title': { en: 'Notice', fr: 'Mention d’information' },
      'x-description': {
        en: 'Code of what people are told; the one with the purpose’s code where empty.',
        fr: 'Code du texte montré ; celui qui a le code de la finalité si rien n’est indiqué.',
      },
    }),
  ),
});
export type Offer = Static<typeof Offer>;

const defaultOffers: Offer[] = [
  { purpose: 'marketing', channels: ['email', 'sms', 'phone', 'post'], brands: [] },
  { purpose: 'profiling', channels: [], brands: [] },
  { purpose: 'open-tracking', channels: ['email'], brands: [] },
  { purpose: 'survey', channels: ['email', 'sms'], brands: [] },
  { purpose: 'e-receipt', channels: ['email', 'sms'], brands: [] },
];

export const PreferenceSettings = section(
  { en: 'Preference centre', fr: 'Centre de préférences' },
  {
    name: Type.Optional(
      Type.String({
        maxLength: 100,
        'x-title': { en: 'Who asks', fr: 'Qui demande' },
        'x-description': {
          en: 'At the top of the page; the brand’s name where there is only one.',
          fr: 'En haut de la page ; le nom de l’enseigne s’il n’y en a qu’une.',
        },
      }),
    ),
    offers: Type.Array(Offer, {
      maxItems: 50,
      default: defaultOffers,
      'x-title': { en: 'What people may choose', fr: 'Ce que l’on peut choisir' },
    }),
  },
);
export type PreferenceSettings = Static<typeof PreferenceSettings>;
