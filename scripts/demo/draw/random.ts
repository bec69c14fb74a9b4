/** Random numbers that are the same in every run. */
export interface Random {
  /** From 0 to below 1, in steps of 2⁻⁵³. */
  next(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** True this often, from 0 to 1. */
  chance(share: number): boolean;
}

/**
 * A stream of random numbers of its own for each list of names: what is drawn from one changes nothing in another.
 * @example randomOf(1, 'person', 42)
 */
export function randomOf(...names: readonly (string | number)[]): Random {
  const word = sfc32(names.join('\u0000'));
  const next = () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: <T>(from: readonly T[]): T => from[between(0, from.length - 1)] as T,
    chance: (share) => next() < share,
  };
}

/**
 * Chris Doty-Humphrey's Small Fast Counting generator, of PractRand: 128 bits of state, so that tens of thousands
 * of streams don't meet. It gives 32 bits at a time.
 */
function sfc32(seed: string): () => number {
  let [a, b, c] = [hash(seed, 1), hash(seed, 2), hash(seed, 3)];
  let counter = 1;
  const word = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result;
  };
  // Until similar seeds have nothing in common.
  for (let round = 0; round < 15; round++) word();
  return word;
}

/** FNV-1a with the finish of MurmurHash3: 32 bits of a text. */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ salt;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
