import type { Row } from '../read/rows.ts';
import { Heap } from './heap.ts';
import { comesBefore, inOrder, type KeyedRow, pack } from './keyed-row.ts';
import { RunFile } from './run-file.ts';

export interface SortOptions {
  /** Characters held in memory before they go to a temporary file. */
  held?: number;
  /** Temporary files merged at once. */
  fanIn?: number;
  /** Where temporary files go; the system's folder for them where absent. */
  folder?: string;
}

/**
 * Sorts rows by key, and within a key as they stand in the file, in flat memory: an external merge sort. What
 * fits in memory never touches the disk. Rows come many at a time: a promise for each would cost more than the sort.
 */
export async function* sortRows(
  rows: AsyncIterable<Row[]>,
  keyOf: (row: Row) => string,
  { held = 24 * 1024 * 1024, fanIn = 64, folder }: SortOptions = {},
): AsyncGenerator<KeyedRow[]> {
  let files: RunFile[] = [];
  let chunk: KeyedRow[] = [];
  let length = 0;
  try {
    for await (const batch of rows) {
      for (const row of batch) {
        const next = pack(keyOf(row), row);
        chunk.push(next);
        length += next.packed.length;
      }
      if (length < held) continue;
      files.push(new RunFile(chunk.sort(inOrder), folder));
      chunk = [];
      length = 0;
      if (files.length === fanIn) files = [mergeFiles(files, folder)];
    }
    chunk.sort(inOrder);
    yield* inBatches(merge([...files.map((file) => file.rows()), chunk.values()]));
  } finally {
    for (const file of files) file.close();
  }
}

function mergeFiles(files: RunFile[], folder: string | undefined): RunFile {
  const merged = new RunFile(merge(files.map((file) => file.rows())), folder);
  for (const file of files) file.close();
  return merged;
}

function* merge(runs: Iterator<KeyedRow>[]): Generator<KeyedRow> {
  const heads = new Heap<{ row: KeyedRow; run: Iterator<KeyedRow> }>((a, b) => comesBefore(a.row, b.row));
  for (const run of runs) {
    const { value, done } = run.next();
    if (!done) heads.push({ row: value, run });
  }
  for (let head = heads.least; head; head = heads.least) {
    yield head.row;
    const { value, done } = head.run.next();
    if (done) heads.pop();
    else heads.replaceLeast({ row: value, run: head.run });
  }
}

function* inBatches(rows: Iterable<KeyedRow>): Generator<KeyedRow[]> {
  let batch: KeyedRow[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < 1_000) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
