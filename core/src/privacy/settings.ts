import { type Static, Type } from 'typebox';
import { section } from '../setting/section.ts';
import { personKinds } from './retention/policy.ts';

/** How long one kind of data of one kind of person is kept. */
export const RetentionRule = Type.Object({
  person: Type.Enum([...personKinds], {
    'x-title': { en: 'Whose data', fr: 'Données de qui' },
    'x-labels': {
      customer: { en: 'Customers, who bought something', fr: 'Clients ayant acheté' },
      prospect: { en: 'Prospects, known and without a purchase', fr: 'Prospects, connus et sans achat' },
      anonymous: { en: 'Visitors known by a device alone', fr: 'Visiteurs connus par leur seul appareil' },
    },
  }),
  data: Type.Enum(['person', 'moments'], {
    default: 'person',
    'x-title': { en: 'What goes', fr: 'Ce qui est effacé' },
    'x-labels': {
      person: { en: 'The whole person', fr: 'La personne entière' },
      moments: { en: 'Only what happened', fr: 'Seulement ce qui s’est passé' },
    },
  }),
  types: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 80 }), {
      maxItems: 200,
      'x-title': { en: 'Types of moments', fr: 'Types de moments' },
      'x-description': { en: 'All where empty.', fr: 'Tous si vide.' },
    }),
  ),
  months: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_200,
      'x-title': { en: 'Months', fr: 'Mois' },
      'x-description': {
        en: 'A person: after their last real contact. What happened: after it did. Where empty it is kept, whatever a plugin says.',
        fr: 'Une personne : après son dernier contact réel. Ce qui s’est passé : après coup. Si vide, conservation sans limite, quoi que dise une extension.',
      },
    }),
  ),
});

/** What a retailer sets of privacy. */
export const PrivacySettings = section(
  { en: 'Privacy', fr: 'Vie privée' },
  {
    retention: Type.Array(RetentionRule, {
      maxItems: 100,
      default: [],
      'x-title': { en: 'How long data is kept', fr: 'Durées de conservation' },
      'x-description': {
        en: 'These go before what plugins such as policy-fr bring. Without any rule nothing is erased by time.',
        fr: 'Elles l’emportent sur celles des extensions comme policy-fr. Sans aucune règle, rien n’est effacé par le temps.',
      },
    }),
  },
);
export type PrivacySettings = Static<typeof PrivacySettings>;
