import { type Static, Type } from 'typebox';
import { section } from '../../setting/section.ts';

/** How sure probabilistic matching has to be, for each of the two things that follow from it. */
export const MatchingSettings = section(
  { en: 'Matching', fr: 'Rapprochement' },
  {
    enabled: Type.Boolean({
      default: true,
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
      'x-title': { en: 'Merge by itself from', fr: 'Fusionner d’office à partir de' },
      'x-description': {
        en: 'The probability that two profiles are one person from which nobody is asked. Of the pairs at or above 0.995, about one in a thousand is expected to be wrong.',
        fr: 'Probabilité que deux profils soient une seule personne à partir de laquelle personne n’est consulté. À partir de 0,995, environ une paire sur mille devrait être fausse.',
      },
    }),
    review: Type.Number({
      default: 0.5,
      minimum: 0.01,
      maximum: 1,
      'x-title': { en: 'Ask from', fr: 'Demander à partir de' },
      'x-description': {
        en: 'The probability from which a pair is shown as possible duplicates. Less likely ones are not kept.',
        fr: 'Probabilité à partir de laquelle une paire est proposée comme doublon. En dessous, elle n’est pas gardée.',
      },
    }),
  },
  {
    en: 'Which profiles are taken for one person though no shared identifier says so.',
    fr: 'Quels profils sont tenus pour une même personne sans qu’un identifiant commun le dise.',
  },
);
export type MatchingSettings = Static<typeof MatchingSettings>;

export const defaultMatchingSettings: MatchingSettings = { enabled: true, automatic: 0.995, review: 0.5 };
