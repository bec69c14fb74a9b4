import type { Mapped } from '../mapping/compile.ts';

/** Groups of rows that are recorded together. */
export interface Batch {
  /** From 0; the same groups have the same number whenever the file is read. */
  number: number;
  groups: Mapped[];
}

/** As many moments as one call of `record` takes. */
const mostGroups = 1_000;
/** Bounds the memory, where groups are large. */
const mostRows = 20_000;

/** Cuts what comes of the file into batches. */
export async function* batchesOf(groups: AsyncIterable<Mapped>): AsyncGenerator<Batch> {
  let number = 0;
  let batch: Mapped[] = [];
  let rows = 0;
  for await (const group of groups) {
    batch.push(group);
    rows += group.used.length + group.rejected.length;
    if (batch.length < mostGroups && rows < mostRows) continue;
    yield { number: number++, groups: batch };
    batch = [];
    rows = 0;
  }
  if (batch.length > 0) yield { number, groups: batch };
}
