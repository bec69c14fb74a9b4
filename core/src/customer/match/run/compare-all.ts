import type { Database } from '../../../data/database.ts';
import { smallBase } from '../block/pairs.ts';
import { breather } from '../breathe.ts';
import type { CompactRecords } from '../compact-records.ts';
import { createScorer } from '../model/score.ts';
import type { MatchingSettings } from '../settings.ts';
import type { KeyList } from './key-list.ts';
import type { NumberedModel } from './models.ts';
import { type Candidate, inOrder, keepPairs } from './pairs-found.ts';
import type { RunLog } from './run-log.ts';
import type { SqlBlocks } from './sql-blocks.ts';

interface Comparison {
  db: Database;
  records: CompactRecords;
  keys: KeyList;
  blocks: SqlBlocks;
  model: NumberedModel;
  settings: MatchingSettings;
  log: RunLog;
  signal: AbortSignal | undefined;
}

const keptAtOnce = 1_000;

/** Compares all candidates, and keeps the likely pairs of different customers as it goes. */
export async function compareAll(comparison: Comparison): Promise<{ candidates: number; pairs: number }> {
  const { db, records, model, settings, log } = comparison;
  const scorer = createScorer(model.model);
  const least = Math.log2(settings.review / (1 - settings.review + Number.EPSILON));
  let found: Candidate[] = [];
  let [candidates, pairs] = [0, 0];
  let kept: Promise<void> = Promise.resolve();

  async function keep(): Promise<void> {
    await kept;
    pairs += found.length;
    kept = keepPairs(db, found, log.startedAt);
    kept.catch(() => {});
    found = [];
  }
  function visit(a: number, b: number): void {
    if (records.sameCustomer(a, b)) return;
    candidates++;
    const [one, other] = [records.at(a), records.at(b)];
    if (scorer.weigh(one, other) < least) return;
    found.push({
      ...scorer.explain(one, other),
      ...inOrder(records.profileId(a), records.profileId(b)),
      model: model.id,
    });
  }
  const between = async () => {
    if (found.length >= keptAtOnce) await keep();
  };
  if (records.size <= smallBase) await everyPair(comparison, visit, between);
  else await pairsOfBlocks(comparison, visit, between);
  await keep();
  await kept;
  return { candidates, pairs };
}

type Visit = (a: number, b: number) => void;
type Between = () => Promise<void>;

async function everyPair(
  { records, log, signal }: Comparison,
  visit: Visit,
  between: Between,
): Promise<void> {
  const breathe = breather();
  for (let b = 1; b < records.size; b++) {
    for (let a = 0; a < b; a++) {
      visit(a, b);
      if (breathe.due()) await breathe.now();
    }
    signal?.throwIfAborted();
    await between();
    await log.progress((b / records.size) ** 2);
  }
}

/** Each pair once: under the first of the keys that its two have in common. */
async function pairsOfBlocks(
  { keys, blocks, log, signal }: Comparison,
  visit: Visit,
  between: Between,
): Promise<void> {
  const breathe = breather();
  let done = 0;
  for await (const page of blocks.each()) {
    for (const { key, members } of page) {
      for (let i = 1; i < members.length; i++) {
        for (let j = 0; j < i; j++) {
          const [a, b] = [members[j]!, members[i]!];
          if (keys.firstCommon(a, b, blocks.common) === key) visit(a, b);
          if (breathe.due()) await breathe.now();
        }
      }
      await between();
    }
    signal?.throwIfAborted();
    done += page.length;
    await log.progress(done / blocks.blocks);
  }
}
