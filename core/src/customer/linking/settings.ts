import { type Static, Type } from 'typebox';
import { section } from '../../setting/section.ts';

const anonymous = Type.Object({
  source: Type.String({
    minLength: 1,
    maxLength: 255,
    'x-title': { en: 'Source', fr: 'Source' },
  }),
  days: Type.Integer({
    minimum: 1,
    maximum: 3_650,
    default: 30,
    'x-title': { en: 'Days before', fr: 'Jours avant' },
    'x-description': {
      en: 'Moments of so many days before the person was recognised become theirs; earlier ones stay nobody’s.',
      fr: 'Les moments de ces jours avant la reconnaissance deviennent les siens ; les plus anciens restent anonymes.',
    },
  }),
  basis: Type.Enum(['consent', 'legitimate-interest', 'contract'], {
    'x-title': { en: 'Legal basis', fr: 'Base légale' },
    'x-labels': {
      consent: { en: 'Consent', fr: 'Consentement' },
      'legitimate-interest': { en: 'Legitimate interest', fr: 'Intérêt légitime' },
      contract: { en: 'Contract', fr: 'Contrat' },
    },
  }),
  purpose: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      'x-title': { en: 'Purpose', fr: 'Finalité' },
      'x-description': {
        en: 'With consent as the basis: the purpose that the person must have agreed to.',
        fr: 'Si la base est le consentement : la finalité que la personne doit avoir acceptée.',
      },
    }),
  ),
});

/** When customers become one by themselves, for what they are known by. */
export const LinkingSettings = section(
  { en: 'Linking', fr: 'Rattachement' },
  {
    automatic: Type.Boolean({
      default: true,
      'x-title': { en: 'Merge by verified identifiers', fr: 'Fusionner sur identifiant vérifié' },
      'x-description': {
        en: 'Two customers with the same verified card, e-mail or phone become one, where the kind lets profiles join. Two different verified loyalty cards keep them apart.',
        fr: 'Deux clients avec la même carte, adresse ou téléphone vérifiés n’en font plus qu’un, si le type d’identifiant le permet. Deux cartes de fidélité vérifiées différentes les gardent séparés.',
      },
    }),
    limit: Type.Integer({
      default: 10,
      minimum: 2,
      maximum: 1_000,
      'x-title': {
        en: 'Profiles that may share an identifier',
        fr: 'Profils pouvant partager un identifiant',
      },
      'x-description': {
        en: 'Beyond, it is quarantined: a shared device, or an address that a till makes up, says nothing of who somebody is.',
        fr: 'Au-delà, il est mis en quarantaine : un appareil partagé ou une adresse inventée par une caisse ne dit rien de la personne.',
      },
    }),
    anonymous: Type.Array(anonymous, {
      maxItems: 100,
      default: [],
      'x-title': { en: 'Passers-by who are recognised', fr: 'Visiteurs anonymes reconnus' },
      'x-description': {
        en: 'Sources whose anonymous moments join the customer once they say who they are. None where nothing is stated here.',
        fr: 'Sources dont les moments anonymes rejoignent le client lorsqu’il se fait connaître. Aucune si rien n’est indiqué.',
      },
    }),
  },
);
export type LinkingSettings = Static<typeof LinkingSettings>;
