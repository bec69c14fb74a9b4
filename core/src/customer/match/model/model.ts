import { type AttributeName, attributeNames, levelsOf } from '../compare/levels.ts';

/** How often each value of an attribute occurs in the base; the rare ones are left out. */
export interface Frequencies {
  /** Profiles that have a value. */
  total: number;
  /** What a value that isn't listed occurs at most. */
  rest: number;
  /** By `fingerprint` of the value. */
  counts: Record<string, number>;
}

/** What is counted: the attributes that agree `byFrequency`, and the domains of e-mail addresses. */
export type FrequencyName = Exclude<AttributeName, 'gender'> | 'emailDomain';

/** For one attribute, at each of its levels: how often two profiles of one person are there, and two people's. */
export interface LevelWeights {
  m: number[];
  u: number[];
}

/** All that scoring needs to know of a base. Plain JSON. */
export interface MatchModel {
  /** ISO; null for the model before any training. */
  trainedAt: string | null;
  /** Profiles in the base. */
  profiles: number;
  /** The probability that two profiles chosen at random are one person. */
  match: number;
  /** The probability that they are two people of one household. */
  household: number;
  attributes: Record<AttributeName, LevelWeights>;
  frequencies: Partial<Record<FrequencyName, Frequencies>>;
}

/** Pairs of profiles of one person, and of one household, per profile: what is supposed before anything is learned. */
export const usualPairs = { match: 0.05, household: 0.2 };

/**
 * A model to begin with: the weights of `levels.ts`, for a base of so many profiles. In a small base each pair is
 * more likely to be one person, but a base only grows: it is taken for one of 1,000 at least.
 */
export function defaultModel(profiles: number): MatchModel {
  const size = Math.max(profiles, 1_000);
  return {
    trainedAt: null,
    profiles,
    match: (2 * usualPairs.match) / size,
    household: (2 * usualPairs.household) / size,
    attributes: Object.fromEntries(
      attributeNames.map((name) => [
        name,
        { m: levelsOf(name).map(({ m }) => m), u: levelsOf(name).map(({ u }) => u) },
      ]),
    ) as Record<AttributeName, LevelWeights>,
    frequencies: {},
  };
}
