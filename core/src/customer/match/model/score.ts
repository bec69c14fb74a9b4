import { compareRecords, levelCount } from '../compare/compare.ts';
import { type AttributeName, attributeNames, implied, levelsOf } from '../compare/levels.ts';
import type { ComparedRecord } from '../record.ts';
import { type HouseholdShare, householdShares } from './household.ts';
import type { MatchModel } from './model.ts';
import { frequencyOf } from './term-frequency.ts';

/** One step from "any two profiles" to "these two": what speaks for one person, or against. */
export interface Evidence {
  /** `prior`, an attribute's name, or `household`: that two people who live together explain it as well. */
  attribute: AttributeName | 'prior' | 'household';
  /** A stable code; see docs/matching.md. */
  level: string;
  /** log2 of the odds' factor: +1 doubles the odds, -1 halves them. */
  bits: number;
  /** The share of profiles that have the value, where the evidence depended on it. */
  tf?: number;
}

export interface PairScore {
  /** That the two are one person, from 0 to 1. */
  probability: number;
  /** The sum of the evidence, in bits: log2 of the odds. */
  weight: number;
  evidence: Evidence[];
}

/** Scores with one model. */
export interface Scorer {
  /** The weight alone, for millions of pairs. */
  weigh(a: ComparedRecord, b: ComparedRecord): number;
  /** Without what was supposed beforehand: log2 of how often the two are as alike as one person, and as one household. */
  likeness(a: ComparedRecord, b: ComparedRecord): { person: number; household: number };
  explain(a: ComparedRecord, b: ComparedRecord): PairScore;
}

export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight);

/**
 * Fellegi–Sunter (1969): log2 of the odds that two profiles are one person are those of any two, plus log2(m/u) for
 * each attribute's level, where m is how often profiles of one person are at it and u how often two people's are.
 * Where people agree exactly, u is the frequency of the very value.
 *
 * Beside one person and two strangers there is a third case, which in shops is as common as duplicates: two people
 * of one household, who share their name, address and telephone. It is weighed the same way, each attribute being
 * shared by a household as often as `levels.ts` says; its share in the odds is the evidence called `household`.
 */
export function createScorer(model: MatchModel): Scorer {
  const names = attributeNames;
  const frequency = frequencyOf(model);
  const m = names.map((name) => model.attributes[name].m);
  const u = names.map((name) => model.attributes[name].u);
  const bits = names.map((_, index) => m[index]!.map((value, level) => Math.log2(value / u[index]![level]!)));
  const household = names.map((name) => householdShares(name));
  const together = names.map((_, index) =>
    m[index]!.map((value, level) => householdBits(household[index]![level]!, value, u[index]![level]!)),
  );
  const byFrequency = names.map((name) => levelsOf(name).map((level) => level.byFrequency === true));
  const prior = Math.log2(model.match / (1 - model.match));
  const householdPrior = Math.log2(model.household / (1 - model.match - model.household));
  const levels = new Int8Array(levelCount);

  let person = 0;
  let shared = 0;
  /** Into the two above: an object for each of millions of pairs would cost more than the sums. */
  function compare(a: ComparedRecord, b: ComparedRecord): void {
    compareRecords(a, b, levels);
    person = 0;
    shared = 0;
    for (let index = 0; index < levelCount; index++) {
      const level = levels[index]!;
      if (level < 0) continue;
      if (byFrequency[index]![level]) {
        const share = frequency(names[index]!, level, a, b);
        if (share !== undefined) {
          person += Math.log2(m[index]![level]! / share);
          shared += householdBits(household[index]![level]!, m[index]![level]!, share);
          continue;
        }
      }
      person += bits[index]![level]!;
      shared += together[index]![level]!;
    }
  }

  function weigh(a: ComparedRecord, b: ComparedRecord): number {
    compare(a, b);
    return prior + person - Math.log2(1 + 2 ** (householdPrior + shared));
  }

  function likeness(a: ComparedRecord, b: ComparedRecord) {
    compare(a, b);
    return { person, household: shared };
  }

  function explain(a: ComparedRecord, b: ComparedRecord): PairScore {
    compareRecords(a, b, levels);
    const evidence: Evidence[] = [{ attribute: 'prior', level: 'base', bits: prior }];
    let shared = householdPrior;
    for (const [index, attribute] of names.entries()) {
      const level = levels[index]!;
      if (level < 0) {
        evidence.push({ attribute, level: level === implied ? 'implied' : 'missing', bits: 0 });
        continue;
      }
      const { code } = levelsOf(attribute)[level]!;
      const share = byFrequency[index]![level] ? frequency(attribute, level, a, b) : undefined;
      const unlike = share ?? u[index]![level]!;
      const like = m[index]![level]!;
      shared += householdBits(household[index]![level]!, like, unlike);
      const found: Evidence = { attribute, level: code, bits: Math.log2(like / unlike) };
      evidence.push(share === undefined ? found : { ...found, tf: share });
    }
    evidence.push({ attribute: 'household', level: 'possible', bits: -Math.log2(1 + 2 ** shared) });
    const weight = evidence.reduce((sum, one) => sum + one.bits, 0);
    return { probability: probabilityOf(weight), weight, evidence };
  }

  return { weigh, likeness, explain };
}

/** log2 of how much more often a level is seen in a household than between strangers. */
const householdBits = ({ alike, byChance }: HouseholdShare, m: number, u: number) =>
  Math.log2((alike * m + byChance * u) / u);

const scorers = new WeakMap<MatchModel, Scorer>();

/** Scores one pair. For many with one model, `createScorer` is the same without the look-up. */
export function scorePair(model: MatchModel, a: ComparedRecord, b: ComparedRecord): PairScore {
  let scorer = scorers.get(model);
  if (!scorer) {
    scorer = createScorer(model);
    scorers.set(model, scorer);
  }
  return scorer.explain(a, b);
}
