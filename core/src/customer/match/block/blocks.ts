import type { RecordSet } from '../record-set.ts';
import { keyNumber } from './key-number.ts';
import { type BlockingKey, eachKey, keyKinds, largestBlock } from './keys.ts';

/** Ordinals of the records that share a key. */
export interface Block {
  kind: BlockingKey;
  members: readonly number[];
}

export interface Blocks {
  blocks: Block[];
  /** Keys that more than `largestBlock` profiles share: their number by kind. */
  oversized: Partial<Record<BlockingKey, number>>;
}

/** The blocks of a base that fits into memory, the most telling kind first. */
export function blocksOf(records: RecordSet): Blocks {
  const found = new Map<number, Block & { members: number[] }>();
  for (let ordinal = 0; ordinal < records.size; ordinal++) {
    eachKey(records.at(ordinal), (kind, key) => {
      const number = keyNumber(kind, key);
      const block = found.get(number);
      if (!block) found.set(number, { kind, members: [ordinal] });
      else if (block.members.at(-1) !== ordinal) block.members.push(ordinal);
    });
  }
  const oversized: Blocks['oversized'] = {};
  const blocks: Block[] = [];
  for (const block of found.values()) {
    if (block.members.length > largestBlock(block.kind))
      oversized[block.kind] = (oversized[block.kind] ?? 0) + 1;
    else if (block.members.length > 1) blocks.push(block);
  }
  blocks.sort((a, b) => keyKinds.indexOf(a.kind) - keyKinds.indexOf(b.kind));
  return { blocks, oversized };
}
