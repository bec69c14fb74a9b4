import { capitalised, isLower, isUpper, tidied } from './text.ts';

/** Written small inside a name, and before it: "de La Tour", "van der Berg", "d'Artagnan". */
const small = new Set("de d da das do dos del van von vom zu zur der den ter ten te 't af av y".split(' '));
/** Left as they are where somebody wrote them small: "Marie de la Tour", "Jean le Bon". */
const smallWhereWritten = new Set([
  ...small,
  ...'la le les du des di della delle dei el al e et i bin bint ibn sur sous en aux'.split(' '),
]);
const roman = /^(?:I{2,3}|IV|VI{0,3}|IX)$/;

/** Nothing to do: "Anne", "Jean-Pierre Martin". */
const usual = /^\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)*$/u;

/**
 * A person's name as it is shown. Names in capitals or in small letters get the usual ones; where somebody took the
 * trouble to write both, as in McDonald or DiCaprio, a word stays as it is. Accents stay; none are invented.
 * @example normaliseName('  MARTIN ') === 'Martin'
 * @example normaliseName("DE LA TOUR D'AUVERGNE") === "de La Tour d'Auvergne"
 */
export function normaliseName(raw: string): string {
  const name = tidied(raw);
  if (usual.test(name)) return name;
  const mixed = !isUpper(name) && !isLower(name);
  const words = name.split(/([ -])/);
  return words
    .map((word, index) => (index % 2 === 1 ? word : recased(word, index === words.length - 1)))
    .join('');

  function recased(word: string, isLast: boolean): string {
    if (!isUpper(word) && !isLower(word)) return word;
    const plain = word.toLowerCase();
    if (mixed && isLower(word) && smallWhereWritten.has(plain) && !isLast) return word;
    // Initials and the like, as in "JP Martin".
    if (mixed && isUpper(word) && word.length < 3) return word;
    if (roman.test(word)) return word;
    if (small.has(plain) && !isLast) return plain;
    return inParts(plain);
  }
}

/** "o'neill" is "O'Neill", "d'artagnan" is "d'Artagnan", "j.p." is "J.P.", "mcdonald" is "McDonald". */
function inParts(word: string): string {
  const parts = word.split(/(['.])/);
  return parts
    .map((part, index) => (index === 0 && part === 'd' && parts[1] === "'" ? part : ofOnePart(part)))
    .join('');
}

function ofOnePart(part: string): string {
  const scottish = /^mc(\p{L}{2,})$/u.exec(part);
  return scottish ? `Mc${capitalised(scottish[1]!)}` : capitalised(part);
}
