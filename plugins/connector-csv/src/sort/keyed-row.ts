import type { Row } from '../read/rows.ts';

/** A row on its way through the sort, packed: a string takes a third of the memory of its values. */
export interface KeyedRow {
  key: string;
  line: number;
  packed: string;
}

/** By key, and within a key as in the file: an order without ties, so every sort of a file gives the same. */
export const comesBefore = (a: KeyedRow, b: KeyedRow): boolean =>
  a.key === b.key ? a.line < b.line : a.key < b.key;

export const inOrder = (a: KeyedRow, b: KeyedRow): number => (comesBefore(a, b) ? -1 : 1);

/** One line of text, without a newline in it. */
export const pack = (key: string, { line, cells, fault }: Row): KeyedRow => ({
  key,
  line,
  packed: JSON.stringify(fault === undefined ? [key, line, cells] : [key, line, cells, fault]),
});

export function unpack(packed: string): Row & { key: string } {
  const [key, line, cells, fault] = JSON.parse(packed) as [string, number, string[], string?];
  return fault === undefined ? { key, line, cells } : { key, line, cells, fault };
}

/** Key and line alone, for merging. */
export function keyed(packed: string): KeyedRow {
  const { key, line } = unpack(packed);
  return { key, line, packed };
}
