import { blocksOf } from '../block/blocks.ts';
import type { MatchModel } from '../model/model.ts';
import { trainModel } from '../model/train.ts';
import type { MatchRecord } from '../record.ts';
import { recordSet } from '../record-set.ts';

/** A model that has learned from a base in memory. */
export function trainedOn(records: readonly MatchRecord[], seed = 1): Promise<MatchModel> {
  const set = recordSet(records);
  return trainModel({ records: set, blocks: blocksOf(set).blocks, at: '2026-01-01T00:00:00.000Z', seed });
}
