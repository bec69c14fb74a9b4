import { type Static, Type } from 'typebox';

/** How sure probabilistic matching has to be, for each of the two things that follow from it. */
export const MatchingSettings = Type.Object(
  {
    enabled: Type.Boolean({
      default: true,
      title: 'Compare new and changed profiles',
      'x-title': {
        en: 'Compare new and changed profiles',
        fr: 'Comparer les profils nouveaux ou modifiés',
      },
      'x-description': {
        en: 'Each is compared with those who may be the same person. The whole base is compared by a job.',
        fr: 'Chacun est comparé à ceux qui peuvent être la même personne. Une tâche compare toute la base.',
      },
    }),
    automatic: Type.Number({
      default: 0.995,
      minimum: 0.5,
      maximum: 1,
      title: 'Merge by itself from',
      'x-title': { en: 'Merge by itself from', fr: 'Fusionner d’office à partir de' },
      'x-description': {
        en: 'The probability that two profiles are one person from which nobody is asked.',
        fr: 'Probabilité que deux profils soient une seule personne à partir de laquelle on ne demande à personne.',
      },
    }),
    review: Type.Number({
      default: 0.5,
      minimum: 0.01,
      maximum: 1,
      title: 'Ask from',
      'x-title': { en: 'Ask from', fr: 'Demander à partir de' },
      'x-description': {
        en: 'The probability from which a pair is shown as possible duplicates. Less likely ones are not kept.',
        fr: 'Probabilité à partir de laquelle une paire est proposée comme doublon. En dessous, elle n’est pas gardée.',
      },
    }),
  },
  { additionalProperties: false },
);
export type MatchingSettings = Static<typeof MatchingSettings>;

export const defaultMatchingSettings: MatchingSettings = { enabled: true, automatic: 0.995, review: 0.5 };
