import type { RecordSet } from '../record-set.ts';
import { type Block, blocksOf } from './blocks.ts';

/** Up to so many profiles all pairs are compared: that takes seconds, and misses nothing. */
export const smallBase = 2_000;

/** The pairs worth comparing of a base that fits into memory: all of a small one, else those that share a key. */
export function candidatePairs(records: RecordSet): Iterable<readonly [number, number]> {
  return records.size <= smallBase ? allPairs(records.size) : pairsOf(records, blocksOf(records).blocks);
}

export function* allPairs(size: number): Generator<readonly [number, number]> {
  for (let i = 1; i < size; i++) for (let j = 0; j < i; j++) yield [j, i];
}

/** Every pair of the blocks' members, once though many keys bring it. */
export function* pairsOf(records: RecordSet, blocks: Iterable<Block>): Generator<readonly [number, number]> {
  const seen = new Set<number>();
  for (const { members } of blocks) {
    for (let i = 1; i < members.length; i++) {
      for (let j = 0; j < i; j++) {
        const pair = members[j]! * records.size + members[i]!;
        if (seen.has(pair)) continue;
        seen.add(pair);
        yield [members[j]!, members[i]!];
      }
    }
  }
}
