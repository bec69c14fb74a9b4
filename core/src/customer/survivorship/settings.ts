import { type Static, Type } from 'typebox';
import { section } from '../../setting/section.ts';
import { AttributesSchema } from '../attributes.ts';

const rule = Type.Enum(['latest', 'source-priority', 'verified-first', 'most-complete'], {
  'x-title': { en: 'Rule', fr: 'Règle' },
  'x-labels': {
    latest: { en: 'The latest', fr: 'La plus récente' },
    'source-priority': { en: 'By source, in the order below', fr: 'Par source, dans l’ordre ci-dessous' },
    'verified-first': { en: 'Verified people first', fr: 'Les personnes vérifiées d’abord' },
    'most-complete': { en: 'The most complete', fr: 'La plus complète' },
  },
});

const sources = Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
  maxItems: 100,
  default: [],
  'x-title': { en: 'Sources', fr: 'Sources' },
  'x-description': {
    en: 'For the rule by source: the most trusted first. Sources that are not named come last.',
    fr: 'Pour la règle par source : la plus fiable d’abord. Les sources non citées viennent en dernier.',
  },
});

/** Which of the values that sources give becomes the customer's. */
export const SurvivorshipSettings = section(
  { en: 'Which value wins', fr: 'Quelle valeur l’emporte' },
  {
    default: section(
      { en: 'Where nothing else is said', fr: 'Sauf mention contraire' },
      { rule: Type.Enum(rule.enum, { ...rule, default: 'latest' }), sources },
    ),
    attributes: Type.Array(
      Type.Object({
        attribute: Type.String({
          pattern: `^(${Object.keys(AttributesSchema.properties).join('|')}|custom\\.[A-Za-z][A-Za-z0-9_]{0,59})$`,
          'x-title': { en: 'Attribute', fr: 'Attribut' },
          'x-description': {
            en: 'Such as birthDate, address, custom (all of your own) or custom.size.',
            fr: 'Par exemple birthDate, address, custom (tous les vôtres) ou custom.size.',
          },
        }),
        rule,
        sources,
      }),
      {
        maxItems: 200,
        default: [{ attribute: 'address', rule: 'most-complete', sources: [] }],
        'x-title': { en: 'Rules of their own', fr: 'Règles particulières' },
      },
    ),
    corrections: Type.Enum(['first', 'as-any-source'], {
      default: 'first',
      'x-title': { en: 'Corrections made here', fr: 'Corrections faites ici' },
      'x-labels': {
        first: { en: 'Win over every source', fr: 'L’emportent sur toute source' },
        'as-any-source': {
          en: 'Count as the source “chaland”',
          fr: 'Comptent comme la source « chaland »',
        },
      },
    }),
  },
);
export type SurvivorshipSettings = Static<typeof SurvivorshipSettings>;
