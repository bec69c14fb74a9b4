/** One way in which two values of an attribute may agree or not. */
export interface Level {
  /** Stable: it is stored, and worded by the panel in each language. */
  code: string;
  /** Before anything is learned: how often two profiles of one person are at this level, where both have a value. */
  m: number;
  /** The same for two people chosen at random. */
  u: number;
  /** The evidence depends on how frequent the value is: less for a common name, more for a rare one. */
  byFrequency?: true;
}

export interface ComparedAttribute {
  levels: readonly Level[];
  /** How often two people of one household agree here as if they were one person. */
  household: number;
  /** People of one household don't agree exactly by chance: nobody calls two children alike. */
  keptApart?: true;
}

const byFrequency = true;

/**
 * What is compared, and the levels of each, the strongest agreement first. The first figures are set by hand for a
 * retailer's base: duplicates with a tenth of the names misspelt, half of the contact points changed.
 */
export const comparedAttributes = {
  firstName: {
    household: 0.005,
    keptApart: true,
    levels: [
      { code: 'exact', m: 0.8, u: 0.005, byFrequency },
      { code: 'compound', m: 0.03, u: 0.004 },
      { code: 'diminutive', m: 0.01, u: 0.001 },
      { code: 'initial', m: 0.02, u: 0.01 },
      { code: 'near', m: 0.07, u: 0.003 },
      { code: 'similar', m: 0.03, u: 0.015 },
      { code: 'different', m: 0.04, u: 0.962 },
    ],
  },
  lastName: {
    household: 0.8,
    levels: [
      { code: 'exact', m: 0.8, u: 0.002, byFrequency },
      { code: 'compound', m: 0.02, u: 0.001 },
      { code: 'near', m: 0.08, u: 0.001 },
      { code: 'similar', m: 0.03, u: 0.007 },
      { code: 'swapped', m: 0.01, u: 0.000_005, byFrequency },
      { code: 'crossed', m: 0.005, u: 0.000_5, byFrequency },
      { code: 'different', m: 0.055, u: 0.988_495 },
    ],
  },
  birthDate: {
    household: 0.004,
    levels: [
      { code: 'exact', m: 0.87, u: 0.000_05, byFrequency },
      { code: 'day-month-swapped', m: 0.01, u: 0.000_03 },
      { code: 'one-digit', m: 0.06, u: 0.001_5 },
      { code: 'one-part', m: 0.03, u: 0.004 },
      { code: 'same-year', m: 0.01, u: 0.015 },
      { code: 'different', m: 0.02, u: 0.979_42 },
    ],
  },
  postalCode: {
    household: 0.97,
    levels: [
      { code: 'exact', m: 0.78, u: 0.001, byFrequency },
      { code: 'near', m: 0.05, u: 0.002 },
      { code: 'same-area', m: 0.09, u: 0.03 },
      { code: 'different', m: 0.08, u: 0.967 },
    ],
  },
  // Only where the postal codes don't say it already.
  city: {
    household: 0.97,
    levels: [
      { code: 'exact', m: 0.6, u: 0.005, byFrequency },
      { code: 'near', m: 0.15, u: 0.002 },
      { code: 'different', m: 0.25, u: 0.993 },
    ],
  },
  street: {
    household: 0.95,
    levels: [
      { code: 'exact', m: 0.55, u: 0.000_01, byFrequency },
      { code: 'near', m: 0.17, u: 0.000_1 },
      { code: 'other-number', m: 0.05, u: 0.001 },
      { code: 'similar', m: 0.06, u: 0.05 },
      { code: 'different', m: 0.17, u: 0.948_89 },
    ],
  },
  email: {
    household: 0.15,
    levels: [
      { code: 'exact', m: 0.55, u: 0.000_001, byFrequency },
      { code: 'near', m: 0.06, u: 0.000_01, byFrequency },
      { code: 'same-local-part', m: 0.04, u: 0.000_01 },
      { code: 'similar', m: 0.05, u: 0.000_1, byFrequency },
      { code: 'different', m: 0.3, u: 0.999_879 },
    ],
  },
  phone: {
    household: 0.35,
    levels: [
      { code: 'exact', m: 0.6, u: 0.000_001, byFrequency },
      { code: 'near', m: 0.05, u: 0.000_01 },
      { code: 'different', m: 0.35, u: 0.999_989 },
    ],
  },
  gender: {
    household: 0,
    levels: [
      { code: 'exact', m: 0.98, u: 0.55 },
      { code: 'different', m: 0.02, u: 0.45 },
    ],
  },
  company: {
    household: 0.3,
    levels: [
      { code: 'exact', m: 0.6, u: 0.001, byFrequency },
      { code: 'near', m: 0.2, u: 0.001 },
      { code: 'different', m: 0.2, u: 0.998 },
    ],
  },
} as const satisfies Record<string, ComparedAttribute>;

export type AttributeName = keyof typeof comparedAttributes;

/** In the order of the evidence, and of a comparison's levels. */
export const attributeNames = Object.keys(comparedAttributes) as readonly AttributeName[];

export const levelsOf = (name: AttributeName): readonly Level[] => comparedAttributes[name].levels;

/** Where a level's number says that there is none: one of the two has no value. */
export const missing = -1;

/** Nothing to add: another attribute has said it (the first name of swapped names, the city of a postal code). */
export const implied = -2;

/** The number of a level. @throws where there is none such: the tables above and the comparisons disagree */
export function levelNumber(name: AttributeName, code: string): number {
  const number = levelsOf(name).findIndex((level) => level.code === code);
  if (number < 0) throw new Error(`${name} has no level "${code}"`);
  return number;
}
