/**
 * What a name sounds like, roughly, to French and to English ears: a key of at most six sounds under which
 * spellings of one name meet. It only proposes pairs, the comparison decides, so it errs towards the same key.
 *
 * The consonants that are heard, in order, with the first vowel where a name begins with one. The rules are a
 * selection from R. C. Russell's Soundex (1918: vowels go, doubles are one), L. Philips' Metaphone (1990: English
 * kn-, wr-, gh, ph, soft c and g) and F. Brouard's Soundex 2 (French qu, gn, ch, silent endings).
 * @param name a folded word, or several written as one
 * @example phonetic('philippe') === phonetic('filip') // 'FLP'
 * @example phonetic('dupont') === phonetic('dupond') // 'DPN'
 */
export function phonetic(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  let text = name.replaceAll(' ', '');
  for (const [spelling, sound] of rules) text = text.replace(spelling, sound);
  const vowelFirst = /^[aeiouy]/.test(text) ? 'A' : '';
  const heard = text.replace(/[aeiouyh]/g, '').replace(/(.)\1+/g, '$1');
  // A French t, d, s, x or p at the end is not heard, an English one often is: neither counts, unless little is left.
  const kept = heard.length > 2 ? heard.replace(/(?<=..)[tdsxpz]+$/, '') : heard;
  const key = (vowelFirst + kept.toUpperCase()).slice(0, 6) || 'A';
  if (keys.size >= mostKeys) keys.clear();
  keys.set(name, key);
  return key;
}

/** Names repeat: a base of a million has some ten thousand. */
const keys = new Map<string, string>();
const mostKeys = 200_000;

/** In this order: what an earlier rule wrote, a later one reads. Sounds that no letter has are digits. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn(?=[aeiou]$)|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^ps/, 's'],
  [/ph/g, 'f'],
  [/(?:s?ch|sh)(?=r|l)/g, 'k'],
  [/sch|sh|ch|tch/g, '1'],
  [/ght/g, 't'],
  [/gh/g, 'g'],
  [/gn/g, 'n'],
  [/th/g, 't'],
  [/sc(?=[eiy])/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/ck|cq|qu|[ckq]/g, 'k'],
  [/ge(?=[aou])/g, 'j'],
  [/gu(?=[eiy])/g, 'g'],
  [/(?<!^)g(?=[eiy])/g, 'j'],
  [/^g(?=[eiy])/, 'j'],
  [/x/g, 's'],
  [/z/g, 's'],
  [/w/g, 'v'],
  [/n(?=[pb])/g, 'm'],
];
