import type { ComparedRecord } from '../record.ts';
import { editDistance } from '../text/edit-distance.ts';
import { jaroWinkler } from '../text/jaro-winkler.ts';
import { phonetic } from '../text/phonetic.ts';
import { isDiminutive } from './diminutives.ts';
import { implied, levelNumber, missing } from './levels.ts';
import { nameWords } from './name-words.ts';

const first = {
  exact: levelNumber('firstName', 'exact'),
  compound: levelNumber('firstName', 'compound'),
  diminutive: levelNumber('firstName', 'diminutive'),
  initial: levelNumber('firstName', 'initial'),
  near: levelNumber('firstName', 'near'),
  similar: levelNumber('firstName', 'similar'),
  different: levelNumber('firstName', 'different'),
};
const last = {
  exact: levelNumber('lastName', 'exact'),
  compound: levelNumber('lastName', 'compound'),
  near: levelNumber('lastName', 'near'),
  similar: levelNumber('lastName', 'similar'),
  swapped: levelNumber('lastName', 'swapped'),
  crossed: levelNumber('lastName', 'crossed'),
  different: levelNumber('lastName', 'different'),
};

export type Closeness = 'same' | 'near' | 'similar' | 'different';

/** How close two words or names are: one slip is near, two or the same sound are similar. */
export function closeness(a: string, b: string): Closeness {
  if (a === b) return 'same';
  // Most pairs of names have neither their beginning nor their end in common: it isn't worth looking closer.
  const apart =
    a.charCodeAt(0) !== b.charCodeAt(0) && a.charCodeAt(1) !== b.charCodeAt(1) && a.at(-1) !== b.at(-1);
  if (apart) return 'different';
  const shorter = Math.min(a.length, b.length);
  const likeness = jaroWinkler(a, b);
  if (likeness < 0.6) return 'different';
  const slips = editDistance(a, b, 2);
  if (slips === 1 && shorter >= 3) return 'near';
  if (likeness >= 0.93 && shorter >= 4) return 'near';
  if ((slips === 2 && shorter >= 5) || likeness >= 0.85) return 'similar';
  return shorter >= 4 && phonetic(a) === phonetic(b) ? 'similar' : 'different';
}

/** Spaces and hyphens come and go: Le Goff is Legoff. */
const joined = (name: string) => (name.includes(' ') ? name.replaceAll(' ', '') : name);

/** A name of several words, and another with some of them: Jean and Jean-Pierre, Dupont and Dupont-Martin. */
function sharesWords(a: string, b: string): boolean {
  if (!a.includes(' ') && !b.includes(' ')) return false;
  const words = nameWords(a);
  const others = nameWords(b);
  const [fewer, more] = words.length <= others.length ? [words, others] : [others, words];
  return fewer.every((word) => word.length > 1 && more.includes(word));
}

/** `B` for Bernard, `JP` or `J P` for Jean-Pierre. */
function isInitial(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const letters = joined(short);
  if (letters.length > 3 || letters.length >= joined(long).length) return false;
  if (letters.length === 1) return long.startsWith(letters);
  const words = long.split(' ');
  return words.length === letters.length && words.every((word, index) => word[0] === letters[index]);
}

function firstNameLevel(a: string, b: string): number {
  if (a === b) return a.length === 1 ? first.initial : first.exact;
  const [one, other] = [joined(a), joined(b)];
  if (one === other) return first.exact;
  if (sharesWords(a, b)) return first.compound;
  if (isInitial(a, b)) return first.initial;
  const close = closeness(one, other);
  if (close === 'near') return first.near;
  if (isDiminutive(a, b)) return first.diminutive;
  return close === 'similar' ? first.similar : first.different;
}

function lastNameLevel(a: string, b: string): number {
  if (a === b) return last.exact;
  const [one, other] = [joined(a), joined(b)];
  if (one === other) return last.exact;
  if (sharesWords(a, b)) return last.compound;
  const close = closeness(one, other);
  return close === 'near' ? last.near : close === 'similar' ? last.similar : last.different;
}

/**
 * Compares first and last names, and notices when they stand in each other's place. Then the last name's level says
 * so for both (`swapped`), or for the one that does (`crossed`).
 * @returns the levels of first and last name
 */
export function compareNames(a: ComparedRecord, b: ComparedRecord): readonly [first: number, last: number] {
  const firsts = a.firstName !== '' && b.firstName !== '';
  const lasts = a.lastName !== '' && b.lastName !== '';
  const straight: readonly [number, number] = [
    firsts ? firstNameLevel(a.firstName, b.firstName) : missing,
    lasts ? lastNameLevel(a.lastName, b.lastName) : missing,
  ];
  const contradicted = straight[0] === first.different || straight[1] === last.different;
  if (!contradicted && (firsts || lasts)) return straight;
  // Only what is different or unknown in its own place is looked for in the other's.
  if (straight[0] >= 0 && straight[0] < first.similar) return straight;
  if (straight[1] >= 0 && straight[1] < last.similar) return straight;
  const one = closenessOf(a.firstName, b.lastName);
  const other = closenessOf(a.lastName, b.firstName);
  if (one !== 'same' && other !== 'same') return straight;
  if (one !== 'different' && other !== 'different' && firsts && lasts) return [implied, last.swapped];
  // One name stands in the other's place; of the second name nothing is known, or it is another.
  return [firsts && lasts ? first.different : implied, last.crossed];
}

const closenessOf = (a: string, b: string): Closeness =>
  a === '' || b === '' ? 'different' : closeness(a, b);
