import { type Decimal, parseDecimal } from '@chaland/core';
import type { FileFormat } from './mapping.ts';

const spaces = /[ \u00a0\u2009\u202f]/g;

/** Reads numbers as the file writes them; undefined for what is none. */
export function numberReader({ decimal = '.', thousands }: Pick<FileFormat, 'decimal' | 'thousands'>) {
  return (text: string): Decimal | undefined => {
    let plain = text;
    if (thousands === ' ') plain = plain.replace(spaces, '');
    else if (thousands) plain = plain.replaceAll(thousands, '');
    if (decimal === ',') {
      if (plain.includes('.')) return undefined;
      plain = plain.replace(',', '.');
    }
    // ".50" and "5." are common in exports.
    if (plain.startsWith('.') || plain.startsWith('-.')) plain = plain.replace('.', '0.');
    else if (plain.endsWith('.')) plain = plain.slice(0, -1);
    return parseDecimal(plain);
  };
}
export type ReadNumber = ReturnType<typeof numberReader>;
