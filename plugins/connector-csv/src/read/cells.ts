import type { Text } from '@chaland/core';
import { faultText } from '../fault/fault-texts.ts';

/** How values are written in the file. */
export interface Dialect {
  /** One character. */
  delimiter: string;
  /** One character; empty where the file quotes nothing. */
  quote: string;
}

export type Cells =
  | { cells: string[] }
  /** A quote was opened, and the record goes on in the next line. */
  | { open: true }
  | { fault: Text };

/** Takes one record apart, as RFC 4180 says: a quote only counts at the start of a value, and is doubled inside. */
export function cellsOf(text: string, { delimiter, quote }: Dialect): Cells {
  if (quote === '' || !text.includes(quote)) return { cells: text.split(delimiter) };
  const cells: string[] = [];
  for (let start = 0; ; ) {
    let end: number;
    if (text[start] === quote) {
      const close = closingQuote(text, start + 1, quote);
      if (close < 0) return { open: true };
      end = close + 1;
      if (end < text.length && text[end] !== delimiter) {
        return { fault: faultText('textAfterQuote', { number: cells.length + 1 }) };
      }
      cells.push(text.slice(start + 1, close).replaceAll(quote + quote, quote));
    } else {
      const next = text.indexOf(delimiter, start);
      end = next < 0 ? text.length : next;
      const cell = text.slice(start, end);
      if (cell.includes(quote)) return { fault: faultText('quoteInside', { number: cells.length + 1 }) };
      cells.push(cell);
    }
    if (end >= text.length) return { cells };
    start = end + delimiter.length;
  }
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 2)) {
    if (text[at + 1] !== quote) return at;
  }
  return -1;
}
