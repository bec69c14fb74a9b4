// One pair at a time: the rows are kept between calls, an allocation would cost more than the comparison.
const longest = 255;
let beforeLast = new Uint8Array(longest + 1);
let last = new Uint8Array(longest + 1);
let row = new Uint8Array(longest + 1);

/**
 * How many single slips (a letter left out, added, replaced, or two neighbours swapped) lead from one text to the
 * other: optimal string alignment, the restricted form of F. J. Damerau's distance (1964).
 * @param most beyond this the answer is only "more": `most + 1`. Of texts above 255 letters it is "more" too.
 * @example editDistance('martin', 'matrin', 2) // 1
 */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let from = 0;
  let endA = a.length;
  let endB = b.length;
  while (from < endA && from < endB && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  while (endA > from && endB > from && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const height = endA - from;
  const width = endB - from;
  if (height === 0 || width === 0) return Math.min(height + width, most + 1);
  if (height === 1 && width === 1) return 1;
  if (most === 1) return height === 2 && width === 2 && areSwapped(a, b, from) ? 1 : 2;
  if (width > longest) return most + 1;

  for (let j = 0; j <= width; j++) last[j] = j;
  for (let i = 1; i <= height; i++) {
    row[0] = i;
    let best = i;
    const letter = a.charCodeAt(from + i - 1);
    for (let j = 1; j <= width; j++) {
      const cost = letter === b.charCodeAt(from + j - 1) ? 0 : 1;
      let slips = last[j - 1]! + cost;
      if (last[j]! < slips) slips = last[j]! + 1;
      if (row[j - 1]! < slips) slips = row[j - 1]! + 1;
      if (i > 1 && j > 1 && areSwapped(a, b, from + i - 2, from + j - 2)) {
        slips = Math.min(slips, beforeLast[j - 2]! + 1);
      }
      row[j] = slips;
      if (slips < best) best = slips;
    }
    if (best > most) return most + 1;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return Math.min(last[width]!, most + 1);
}

const areSwapped = (a: string, b: string, i: number, j = i) =>
  a.charCodeAt(i) === b.charCodeAt(j + 1) && a.charCodeAt(i + 1) === b.charCodeAt(j);
