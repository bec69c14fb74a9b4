import { textHash } from '../text/text-hash.ts';
import { type BlockingKey, keyKinds } from './keys.ts';

/** The number of a key's kind is what remains of the key's number by so many. */
export const kinds = 32;

const kindNumber = new Map(keyKinds.map((kind, index) => [kind, index]));

/**
 * A key as a whole number below 2^53, so that it fits a bigint column and a Float64Array: its kind, and 48 bits of a
 * hash. Where two keys meet by chance, as some pair among ten
 * million does with one chance in five, two strangers are compared in vain.
 */
export function keyNumber(kind: BlockingKey, key: string): number {
  const number = kindNumber.get(kind)!;
  return textHash(key, number) * kinds + number;
}

export const kindOfKey = (number: number): BlockingKey => keyKinds[number % kinds]!;

/** By kind, the most telling first: in this order a pair's first common key is the one under which it is compared. */
export const byKind = (a: number, b: number): number => (a % kinds) - (b % kinds) || a - b;
