import { compareRecords, levelCount } from '../compare/compare.ts';
import type { ComparedRecord } from '../record.ts';

/** Pairs, as the distinct combinations of levels that they show: some hundred, however many pairs there are. */
export interface Patterns {
  /** `levelCount` for each pattern. */
  levels: Int8Array;
  /** The pairs that show it. */
  counts: readonly number[];
}

/** Levels go from -2 to 7: a pattern is a whole number of as many digits as there are attributes. */
const digits = 10;

/** Counts the patterns of pairs, one by one. */
export function patternCounter(): { add(a: ComparedRecord, b: ComparedRecord): void; patterns(): Patterns } {
  const found = new Map<number, number>();
  const levels = new Int8Array(levelCount);
  return {
    add(a, b) {
      compareRecords(a, b, levels);
      let pattern = 0;
      for (let index = 0; index < levelCount; index++) pattern = pattern * digits + levels[index]! + 2;
      found.set(pattern, (found.get(pattern) ?? 0) + 1);
    },
    patterns() {
      const all = new Int8Array(found.size * levelCount);
      let offset = 0;
      for (let pattern of found.keys()) {
        for (let index = levelCount - 1; index >= 0; index--) {
          all[offset + index] = (pattern % digits) - 2;
          pattern = Math.floor(pattern / digits);
        }
        offset += levelCount;
      }
      return { levels: all, counts: [...found.values()] };
    },
  };
}
