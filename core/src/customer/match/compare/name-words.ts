/** Words that come and go before a family name: `de la Tour` is filed as Delatour, La Tour and Tour. */
const particles = new Set([
  'd',
  'de',
  'du',
  'des',
  'del',
  'della',
  'di',
  'da',
  'dos',
  'l',
  'la',
  'le',
  'les',
  'van',
  'von',
  'der',
  'den',
  'el',
  'al',
  'ben',
  'o',
]);

/**
 * The words of a name without its particles; all of them where it has nothing else.
 * @example nameWords('de la tour') // ['tour']
 */
export function nameWords(name: string): readonly string[] {
  if (!name.includes(' ')) return [name];
  const words = name.split(' ');
  const bare = words.filter((word) => !particles.has(word));
  return bare.length > 0 ? bare : words;
}
