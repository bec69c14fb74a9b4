// One pair at a time: the marks are kept between calls, an allocation would cost more than the comparison.
const longest = 64;
const markedA = new Uint8Array(longest);
const markedB = new Uint8Array(longest);

/**
 * Jaro–Winkler similarity of two texts, 0 (nothing in common) to 1 (the same). Only the first 64 characters count.
 *
 * W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record
 * Linkage", 1990: Jaro's share of matching characters, raised by 0.1 for each of the first four that agree.
 * @example jaroWinkler('martha', 'marhta') // 0.961
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const lengthA = Math.min(a.length, longest);
  const lengthB = Math.min(b.length, longest);
  if (lengthA === 0 || lengthB === 0) return 0;
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  markedA.fill(0, 0, lengthA);
  markedB.fill(0, 0, lengthB);

  let matching = 0;
  for (let i = 0; i < lengthA; i++) {
    const letter = a.charCodeAt(i);
    const end = Math.min(lengthB, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (markedB[j] === 1 || b.charCodeAt(j) !== letter) continue;
      markedA[i] = 1;
      markedB[j] = 1;
      matching++;
      break;
    }
  }
  if (matching === 0) return 0;

  let outOfOrder = 0;
  for (let i = 0, j = 0; i < lengthA; i++) {
    if (markedA[i] === 0) continue;
    while (markedB[j] === 0) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) outOfOrder++;
    j++;
  }
  const jaro = (matching / lengthA + matching / lengthB + (matching - outOfOrder / 2) / matching) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < lengthA && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}
