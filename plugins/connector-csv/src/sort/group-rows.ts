import type { Text } from '@chaland/core';
import { faultText } from '../fault/fault-texts.ts';
import type { Row } from '../read/rows.ts';
import { unpack } from './keyed-row.ts';
import { type SortOptions, sortRows } from './sort-rows.ts';

/** The rows that make one moment, in the order of the file. */
export interface RowGroup {
  rows: Row[];
  /** Why none of them can be used. */
  fault?: Text;
}

/** A column that the rows of a group share. */
export interface GroupColumn {
  name: string;
  index: number;
}

export interface GroupOptions extends SortOptions {
  /** Rows of a group at most; it keeps memory flat. */
  maxRows?: number;
}

/**
 * Brings together the rows with the same values in the columns `by`, wherever in the file they stand; without
 * such columns every row is a group. The order is that of the keys, so it is the same whenever the file is read.
 */
export async function* groupRows(
  rows: AsyncIterable<Row[]>,
  by: readonly GroupColumn[],
  { maxRows = 10_000, ...options }: GroupOptions = {},
): AsyncGenerator<RowGroup> {
  if (by.length === 0) {
    for await (const batch of rows) for (const row of batch) yield { rows: [row] };
    return;
  }
  const names = by.map(({ name }) => name).join(', ');
  let group: Row[] = [];
  let key: string | undefined;
  let tooLarge = false;

  function finished(): RowGroup {
    if (key?.startsWith(noKeyEscaped))
      return { rows: group, fault: faultText('groupEmpty', { columns: names }) };
    return tooLarge
      ? { rows: group, fault: faultText('groupTooLarge', { most: maxRows, columns: names }) }
      : { rows: group };
  }

  for await (const batch of sortRows(rows, keyOf(by), options)) {
    for (const next of batch) {
      // A group beyond the bound goes out in pieces, each of them rejected.
      if (next.key === key && group.length >= maxRows) tooLarge = true;
      if (next.key !== key || group.length >= maxRows) {
        if (group.length > 0) yield finished();
        if (next.key !== key) tooLarge = false;
        key = next.key;
        group = [];
      }
      group.push(unpack(next));
    }
  }
  if (group.length > 0) yield finished();
}

/** Begins the key of a row without one: it is alone with it. */
const noKey = '\0';
const noKeyEscaped = JSON.stringify(noKey).slice(0, -1);
const between = '\u001f';

function keyOf(by: readonly GroupColumn[]): (row: Row) => string {
  return ({ line, cells }) => {
    const values = by.map(({ index }) => cells[index]?.trim() ?? '');
    return values.includes('') ? `${noKey}${String(line).padStart(12, '0')}` : values.join(between);
  };
}
