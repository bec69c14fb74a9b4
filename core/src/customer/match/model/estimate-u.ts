import { breather } from '../breathe.ts';
import { levelCount } from '../compare/compare.ts';
import { attributeNames, levelsOf } from '../compare/levels.ts';
import type { RecordSet } from '../record-set.ts';
import type { MatchModel } from './model.ts';
import { type Patterns, patternCounter } from './patterns.ts';
import { seededRandom } from './random.ts';

/** Enough to see a level that one pair in 100,000 is at. */
const mostPairs = 200_000;

/** What is supposed before anything is seen counts as so many pairs. */
const supposed = 2_000;

/** What random pairs show: all there are in a small base. */
export async function randomPairs(records: RecordSet, seed: number): Promise<Patterns> {
  const breathe = breather();
  const { size } = records;
  const counter = patternCounter();
  if ((size * (size - 1)) / 2 <= mostPairs) {
    for (let i = 1; i < size; i++) {
      for (let j = 0; j < i; j++) counter.add(records.at(i), records.at(j));
      if (breathe.due()) await breathe.now();
    }
    return counter.patterns();
  }
  const random = seededRandom(seed);
  for (let pair = 0; pair < mostPairs; pair++) {
    const i = Math.floor(random() * size);
    const j = (i + 1 + Math.floor(random() * (size - 1))) % size;
    counter.add(records.at(i), records.at(j));
    if (breathe.due()) await breathe.now();
  }
  return counter.patterns();
}

/**
 * Sets u: the share of random pairs at each level. Nearly all are two people; in a small base with many duplicates the
 * others are felt, so each counts as far as the model so far takes it for two.
 */
export function estimateU(model: MatchModel, { levels, counts }: Patterns): void {
  const m = attributeNames.map((name) => model.attributes[name].m);
  const u = attributeNames.map((name) => model.attributes[name].u);
  const seen = u.map((values) => values.map(() => 0));
  const odds = model.match / (1 - model.match);
  for (const [pattern, pairs] of counts.entries()) {
    const at = pattern * levelCount;
    let ratio = odds;
    for (let index = 0; index < levelCount; index++) {
      const level = levels[at + index]!;
      if (level >= 0) ratio *= m[index]![level]! / u[index]![level]!;
    }
    const strangers = pairs / (1 + ratio);
    for (let index = 0; index < levelCount; index++) {
      const level = levels[at + index]!;
      if (level >= 0) seen[index]![level]! += strangers;
    }
  }
  for (const [index, name] of attributeNames.entries()) {
    const all = seen[index]!.reduce((sum, count) => sum + count, 0);
    model.attributes[name].u = levelsOf(name).map(
      (level, number) => (seen[index]![number]! + supposed * level.u) / (all + supposed),
    );
  }
}
