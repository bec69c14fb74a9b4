import type { Mapped } from '../mapping/compile.ts';

/** Groups of rows that are recorded together. */
export interface Batch {
  /** From 0; the same groups have the same number whenever the file is read. */
  number: number;
  groups: Mapped[];
}

/** Bounds the memory, where groups are large. */
const mostRows = 20_000;

/**
 * Cuts what comes of the file into batches.
 * @param mostGroups an import that goes on must cut as it did before
 */
export async function* batchesOf(groups: AsyncIterable<Mapped>, mostGroups: number): AsyncGenerator<Batch> {
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
