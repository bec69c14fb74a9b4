import type { ComparedRecord } from '../record.ts';
import { editDistance } from '../text/edit-distance.ts';
import { jaroWinkler } from '../text/jaro-winkler.ts';
import { implied, levelNumber, missing } from './levels.ts';
import { closeness } from './names.ts';

const postal = {
  exact: levelNumber('postalCode', 'exact'),
  near: levelNumber('postalCode', 'near'),
  sameArea: levelNumber('postalCode', 'same-area'),
  different: levelNumber('postalCode', 'different'),
};
const city = {
  exact: levelNumber('city', 'exact'),
  near: levelNumber('city', 'near'),
  different: levelNumber('city', 'different'),
};
const street = {
  exact: levelNumber('street', 'exact'),
  near: levelNumber('street', 'near'),
  otherNumber: levelNumber('street', 'other-number'),
  similar: levelNumber('street', 'similar'),
  different: levelNumber('street', 'different'),
};

/** Postal codes; the first two characters are a French department, a district elsewhere. */
export function comparePostalCodes(a: ComparedRecord, b: ComparedRecord): number {
  if (a.postalCode === '' || b.postalCode === '') return missing;
  const abroad = a.country !== b.country && a.country !== '' && b.country !== '';
  if (abroad) return postal.different;
  if (a.postalCode === b.postalCode) return postal.exact;
  if (editDistance(a.postalCode, b.postalCode, 1) === 1) return postal.near;
  return a.postalCode.slice(0, 2) === b.postalCode.slice(0, 2) ? postal.sameArea : postal.different;
}

/** Cities, where the postal codes have not said it: a code has one city, or a few. */
export function compareCities(a: ComparedRecord, b: ComparedRecord, postalLevel: number): number {
  if (a.city === '' || b.city === '') return missing;
  if (postalLevel === postal.exact) return implied;
  if (a.city === b.city) return city.exact;
  const close = jaroWinkler(a.city, b.city) >= 0.9 || closeness(a.city, b.city) !== 'different';
  return close || oneInOther(a.city, b.city) ? city.near : city.different;
}

/** Saint-Denis and Saint-Denis cedex 2. */
const oneInOther = (a: string, b: string) => a.startsWith(`${b} `) || b.startsWith(`${a} `);

interface StreetWords {
  text: string;
  words: readonly string[];
  numbers: readonly string[];
}

/** The words of the addresses that were compared last: one record is compared with many. */
const known = new Map<string, StreetWords>();
const mostKnown = 10_000;

function streetWords(lines: readonly string[]): StreetWords {
  const text = lines.length === 1 ? lines[0]! : lines.join(' ');
  let found = known.get(text);
  if (!found) {
    const all = text.split(' ');
    found = { text, words: all.filter((word) => !isNumber(word)), numbers: all.filter(isNumber) };
    if (known.size >= mostKnown) known.clear();
    known.set(text, found);
  }
  return found;
}

const isNumber = (word: string) => word.charCodeAt(0) <= 57;

/** Streets, as words in any order: lines are swapped, and the second is left out. */
export function compareStreets(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return missing;
  const one = streetWords(a);
  const other = streetWords(b);
  if (one.text === other.text) return street.exact;
  const [fewer, more] = one.words.length <= other.words.length ? [one, other] : [other, one];
  if (fewer.words.length === 0) return street.different;
  let found = 0;
  let spelt = 0;
  for (const word of fewer.words) {
    if (more.words.includes(word)) spelt++;
    else if (!more.words.some((candidate) => sameWord(word, candidate))) continue;
    found++;
  }
  const share = found / fewer.words.length;
  if (share < 0.75 || found < 2) return share >= 0.5 ? street.similar : street.different;
  const numbers = fewer.numbers.length > 0 && more.numbers.length > 0;
  if (numbers && !fewer.numbers.some((number) => more.numbers.includes(number))) return street.otherNumber;
  const all = spelt === more.words.length && fewer.numbers.length === more.numbers.length;
  return all ? street.exact : street.near;
}

/** One slip in a word, two in a long one; where neither end agrees, it isn't looked at more closely. */
function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 4 || b.length < 4) return false;
  if (a.charCodeAt(0) !== b.charCodeAt(0) && a.at(-1) !== b.at(-1)) return false;
  const slips = a.length >= 7 ? 2 : 1;
  return editDistance(a, b, slips) <= slips;
}
