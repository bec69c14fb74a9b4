import { problem } from '../problem.ts';
import { openBytes } from './bytes.ts';
import type { Dialect } from './cells.ts';
import { type Encoding, type Line, readLines } from './lines.ts';
import { type Row, readRows } from './rows.ts';

/** How a file is to be read. */
export interface FileOptions {
  delimiter?: string;
  quote?: string;
  encoding?: Encoding;
  /** Names of the columns, for a file whose first line is a row already. */
  columns?: readonly string[];
  /** Lines above the header to pass over. */
  skip?: number;
}

export interface OpenFile {
  columns: readonly string[];
  dialect: Dialect;
  /** To be read once. */
  rows: AsyncIterable<Row[]>;
  /** Bytes taken from the disk so far. */
  bytesRead(): number;
  close(): Promise<void>;
}

/**
 * Opens a CSV file and reads its header.
 * @throws what `openBytes` throws; CSV_FILE_EMPTY and CSV_FILE_FORMAT for a header that is none
 */
export async function openFile(
  file: string,
  { delimiter = ',', quote = '"', encoding = 'utf-8', columns, skip = 0 }: FileOptions = {},
): Promise<OpenFile> {
  const dialect = { delimiter, quote };
  const { chunks, bytesRead } = await openBytes(file);
  const lines = readLines(chunks, { encoding });
  try {
    const body = skipped(lines, skip);
    if (columns) {
      const rows = readRows(body, { ...dialect, width: columns.length });
      return { columns, dialect, rows, bytesRead, close };
    }
    const { header, rest } = await splitHeader(body, dialect);
    const rows = readRows(rest, { ...dialect, width: header.length });
    return { columns: header, dialect, rows, bytesRead, close };
  } catch (error) {
    await close();
    throw error;
  }

  async function close() {
    await lines.return(undefined);
  }
}

async function* skipped(lines: AsyncIterable<Line[]>, skip: number): AsyncGenerator<Line[]> {
  for await (const batch of lines) {
    const rest = (batch[0]?.number ?? 0) > skip ? batch : batch.filter(({ number }) => number > skip);
    if (rest.length > 0) yield rest;
  }
}

async function splitHeader(lines: AsyncGenerator<Line[]>, dialect: Dialect) {
  let batch: Line[] = [];
  while (!batch.some(({ text }) => text !== '')) {
    const next = await lines.next();
    if (next.done) throw problem('CSV_FILE_EMPTY', { detail: 'there is no header' });
    batch = next.value;
  }
  const at = batch.findIndex(({ text }) => text !== '');
  const first = batch[at]!;
  if (first.fault) throw problem('CSV_FILE_FORMAT', { detail: `line ${first.number}: ${first.fault.en}` });
  const { value: rows } = await readRows(one(first), dialect).next();
  const [header] = rows as Row[];
  if (header?.fault) throw problem('CSV_FILE_FORMAT', { detail: `line ${first.number}: ${header.fault.en}` });
  return {
    header: header!.cells.map((name) => name.trim()),
    rest: joined(batch.slice(at + 1), lines),
  };
}

async function* one(line: Line): AsyncGenerator<Line[]> {
  yield [line];
}

async function* joined(first: Line[], others: AsyncIterable<Line[]>): AsyncGenerator<Line[]> {
  if (first.length > 0) yield first;
  yield* others;
}
