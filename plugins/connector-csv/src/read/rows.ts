import type { Text } from '@chaland/core';
import { faultText } from '../fault/fault-texts.ts';
import { type Cells, cellsOf, type Dialect } from './cells.ts';
import type { Line } from './lines.ts';

/** A record of the file. */
export interface Row {
  /** Of its first line, from 1. */
  line: number;
  /** Where it is faulty: as far as it could be taken apart. */
  cells: string[];
  /** Why it can't be used. */
  fault?: Text;
}

export interface RowOptions extends Dialect {
  /** Values that a row has to have; any number where absent. */
  width?: number;
  /** Lines and characters that one row may run over. Beyond, its quote counts as never closed. */
  maxLines?: number;
  maxLength?: number;
}

/**
 * Makes rows of lines. Where a quote is broken, only the line that opened it is faulty: the ones behind it,
 * which the quote had swallowed, are read anew. Empty lines are no rows.
 */
export async function* readRows(
  lines: AsyncIterable<Line[]>,
  { width, maxLines = 1000, maxLength = 1024 * 1024, ...dialect }: RowOptions,
): AsyncGenerator<Row[]> {
  /** The lines of a row whose quote is still open, and their length. */
  let open: Line[] = [];
  let openLength = 0;
  let rows: Row[] = [];

  const check = (line: number, cells: string[]): Row =>
    width === undefined || cells.length === width
      ? { line, cells }
      : { line, cells, fault: faultText('width', { found: cells.length, expected: width }) };
  const faulty = ({ number, text }: Line, fault: Text): Row => ({
    line: number,
    cells: text.split(dialect.delimiter),
    fault,
  });

  /** Gives up on the first of the lines that belong together, and reads the others on their own. */
  function giveUp(fault: Text): void {
    const [first, ...others] = open as [Line, ...Line[]];
    open = [];
    rows.push(faulty(first, fault));
    for (const line of others) take(line);
  }

  function take(line: Line): void {
    if (open.length === 0) {
      if (line.fault) rows.push(faulty(line, line.fault));
      else if (line.text !== '') begin(line);
      return;
    }
    open.push(line);
    openLength += line.text.length;
    if (line.fault) giveUp(neverClosed);
    else if (line.text.includes(dialect.quote)) {
      const record = cellsOf(open.map(({ text }) => text).join('\n'), dialect);
      if ('cells' in record && (width === undefined || record.cells.length === width)) {
        rows.push({ line: open[0]!.number, cells: record.cells });
        open = [];
      } else if (!('open' in record)) giveUp('fault' in record ? record.fault : neverClosed);
    }
    // A row that just ended, or was given up, left it empty or shorter.
    if (open.length > 0 && (open.length >= maxLines || openLength > maxLength)) giveUp(neverClosed);
  }

  function begin(line: Line): void {
    const record: Cells = cellsOf(line.text, dialect);
    if ('cells' in record) rows.push(check(line.number, record.cells));
    else if ('open' in record) {
      open = [line];
      openLength = line.text.length;
    } else rows.push(faulty(line, record.fault));
  }

  for await (const batch of lines) {
    for (const line of batch) take(line);
    if (rows.length > 0) yield rows;
    rows = [];
  }
  while (open.length > 0) giveUp(neverClosed);
  if (rows.length > 0) yield rows;
}

const neverClosed = faultText('quoteNeverClosed', {});
