import type { Block } from '../block/blocks.ts';
import { blockingKeys } from '../block/keys.ts';
import { pairsOf } from '../block/pairs.ts';
import { breather } from '../breathe.ts';
import { attributeNames } from '../compare/levels.ts';
import type { RecordSet } from '../record-set.ts';
import { estimateM, type KeyPairs } from './estimate-m.ts';
import { estimateU, randomPairs } from './estimate-u.ts';
import { countFrequencies } from './frequencies.ts';
import { defaultModel, type MatchModel, usualPairs } from './model.ts';
import { patternCounter } from './patterns.ts';
import { createScorer } from './score.ts';

export interface Training {
  records: RecordSet;
  /** Blocks of the base, or a sample of them, whole ones. */
  blocks: readonly Block[];
  /** The share of all blocks that the sample has; 1 where absent. */
  share?: number;
  /**
   * Whether a pair of a block is counted there, which for each pair it is in one block of the base. Where absent, it is
   * in the first that has it: then all blocks have to be there.
   */
  counts?: (block: Block, a: number, b: number) => boolean;
  /** ISO */
  at: string;
  /** What is drawn by chance is drawn from it; 1 where absent. */
  seed?: number;
}

/**
 * Learns a model from a base, without being told who is who: u from random pairs, m by expectation-maximisation over the
 * pairs of each key, and how many pairs are one person from what the model makes of all candidates. The same base and
 * seed give the same model.
 */
export async function trainModel({
  records,
  blocks,
  share = 1,
  counts,
  at,
  seed = 1,
}: Training): Promise<MatchModel> {
  const model: MatchModel = {
    ...defaultModel(records.size),
    trainedAt: at,
    profiles: records.size,
    frequencies: countFrequencies(records),
  };
  if (records.size < 2) return model;
  const keyPairs = await comparePairs(records, blocks);
  const counted = counts ? () => chosen(blocks, counts) : () => pairsOf(records, blocks);
  const random = await randomPairs(records, seed);
  for (let round = 0; round < rounds; round++) {
    estimateU(model, random);
    estimateM(model, keyPairs);
    await estimateMatch(model, records, counted, share);
  }
  return model;
}

/** u and m depend on each other: the second time they hardly change. */
const rounds = 2;

function* chosen(
  blocks: readonly Block[],
  counts: NonNullable<Training['counts']>,
): Generator<readonly [number, number]> {
  for (const block of blocks) {
    const { members } = block;
    for (let i = 1; i < members.length; i++) {
      for (let j = 0; j < i; j++) {
        if (counts(block, members[j]!, members[i]!)) yield [members[j]!, members[i]!];
      }
    }
  }
}

/** What the pairs of each kind of key show. */
async function comparePairs(records: RecordSet, blocks: readonly Block[]): Promise<KeyPairs[]> {
  const breathe = breather();
  const found: KeyPairs[] = [];
  for (const [kind, own] of Map.groupBy(blocks, (block) => block.kind)) {
    const counter = patternCounter();
    for (const { members } of own) {
      for (let i = 1; i < members.length; i++) {
        for (let j = 0; j < i; j++) counter.add(records.at(members[i]!), records.at(members[j]!));
        if (breathe.due()) await breathe.now();
      }
    }
    const told = blockingKeys[kind].map((name) => attributeNames.indexOf(name));
    found.push({ ...counter.patterns(), told: new Set(told) });
  }
  return found;
}

/** The share of pairs that are one person, a few times over: it depends on itself. */
async function estimateMatch(
  model: MatchModel,
  records: RecordSet,
  pairs: () => Iterable<readonly [number, number]>,
  share: number,
): Promise<void> {
  const all = (records.size * (records.size - 1)) / 2;
  const scorer = createScorer(model);
  const breathe = breather();
  const people: number[] = [];
  const households: number[] = [];
  for (const [a, b] of pairs()) {
    const { person, household } = scorer.likeness(records.at(a), records.at(b));
    people.push(2 ** person);
    households.push(2 ** household);
    if (breathe.due()) await breathe.now();
  }
  for (let round = 0; round < 30; round++) {
    const { match, household } = model;
    const strangers = 1 - match - household;
    let [same, together] = [0, 0];
    for (const [index, likely] of people.entries()) {
      const person = match * likely;
      const neighbours = household * households[index]!;
      same += person / (person + neighbours + strangers);
      together += neighbours / (person + neighbours + strangers);
    }
    model.match = Math.min(0.5, (same / share + supposed * usualPairs.match) / all);
    model.household = Math.min(0.2, (together / share + supposed * usualPairs.household) / all);
  }
}

/** What is usual counts as if so many profiles had been seen: a base shows at least a little of it. */
const supposed = 10;
