/**
 * A guess at what was meant, as the start of a mend.
 * @example didYouMean('pluggins', ['plugins']) // 'Did you mean "plugins"? '
 * @returns an empty text when nothing is close
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const [closest] = known
    .map((candidate) => ({ candidate, edits: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return closest ? `Did you mean "${closest.candidate}"? ` : '';
}

/** Damerau's: insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const areSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = areSwapped ? rows[i - 2]![j - 2]! + 1 : replaced;
      row[j] = Math.min(row[j - 1]! + 1, rows[i - 1]![j]! + 1, replaced, swapped);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
