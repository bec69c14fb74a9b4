import { stripVTControlCharacters } from 'node:util';
import { styled } from './terminal.ts';

/** Rows in aligned columns beneath a heading. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd();
  return [styled('bold', line(heading)), ...rows.map(line)].join('\n');
}

const widthOf = (text: string): number => stripVTControlCharacters(text).length;
