import { candidatePairs } from '../block/pairs.ts';
import type { MatchModel } from '../model/model.ts';
import { createScorer, probabilityOf } from '../model/score.ts';
import { recordSet } from '../record-set.ts';
import type { LabelledRecords } from './data-sets.ts';

export interface ScoredPair {
  a: number;
  b: number;
  probability: number;
  weight: number;
  /** Whether they are one person. */
  same: boolean;
}

/** What is less likely is of no interest to anybody. */
const leastWeight = -8;

/** The candidates of a base, with their probability and the truth. */
export function scoreAll(model: MatchModel, { records, entity }: LabelledRecords): ScoredPair[] {
  const set = recordSet(records);
  const scorer = createScorer(model);
  const scored: ScoredPair[] = [];
  for (const [a, b] of candidatePairs(set)) {
    const weight = scorer.weigh(records[a]!, records[b]!);
    if (weight < leastWeight) continue;
    scored.push({ a, b, weight, probability: probabilityOf(weight), same: entity[a] === entity[b] });
  }
  return scored;
}

export interface Quality {
  found: number;
  wrong: number;
  precision: number;
  recall: number;
  f1: number;
}

/** The pairs of one person that a labelled base has. */
export function truePairs({ entity }: LabelledRecords): number {
  let pairs = 0;
  for (const { length } of Map.groupBy(entity, (one) => one).values()) pairs += (length * (length - 1)) / 2;
  return pairs;
}

export function quality(found: readonly { same: boolean }[], all: number): Quality {
  const right = found.filter(({ same }) => same).length;
  const precision = found.length === 0 ? 1 : right / found.length;
  const recall = right / all;
  return {
    found: found.length,
    wrong: found.length - right,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall || 1),
  };
}

/** The pairs of the clusters that the given pairs make: a merge joins all that hangs together. */
export function closure(pairs: readonly ScoredPair[], entity: readonly string[]): { same: boolean }[] {
  const parent = entity.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (const { a, b } of pairs) parent[root(a)] = root(b);
  const all: { same: boolean }[] = [];
  for (const members of Map.groupBy(entity.keys(), root).values()) {
    for (let i = 1; i < members.length; i++) {
      for (let j = 0; j < i; j++) all.push({ same: entity[members[i]!] === entity[members[j]!] });
    }
  }
  return all;
}
