import { type BlockingKey, keyKinds } from './keys.ts';

const salts = new Map(keyKinds.map((kind, index) => [kind, Math.imul(index + 1, 0x9e3779b1)]));

/**
 * A key as a whole number below 2^53, so that it fits a bigint column and a Float64Array: MurmurHash3's mixing, twice
 * with different constants. Among ten million keys two meet with a chance of one in a hundred; then two strangers are
 * compared in vain.
 */
export function keyNumber(kind: BlockingKey, key: string): number {
  let high = 0xdeadbeef ^ salts.get(kind)!;
  let low = 0x41c6ce57 ^ salts.get(kind)!;
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    low = Math.imul(low ^ unit, 0xc2b2ae35);
    high = (high << 13) | (high >>> 19);
    low = (low << 15) | (low >>> 17);
  }
  high = finish(high);
  low = finish(low ^ high);
  return (high >>> 11) * 2 ** 32 + low;
}

function finish(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
