import type { Receipt, Return } from '../contract.ts';

/** A rate of VAT on a receipt. Minor units. */
export interface TaxLine {
  /** Per cent: `"5.5"`. */
  rate: string;
  /** Before tax. */
  base: number;
  tax: number;
  /** base + tax */
  total: number;
}

/** What was taxed at each rate, the highest first; lines whose tax nobody told are in none. */
export function taxLines({ lines, taxIncluded = true }: Receipt | Return): TaxLine[] {
  const byRate = new Map<string, TaxLine>();
  for (const { amount, tax } of lines) {
    if (!tax) continue;
    // "20" and "20.0" are one rate.
    const rate = String(Number(tax.rate));
    const line = byRate.get(rate) ?? { rate, base: 0, tax: 0, total: 0 };
    line.base += taxIncluded ? amount - tax.amount : amount;
    line.tax += tax.amount;
    line.total = line.base + line.tax;
    byRate.set(rate, line);
  }
  return [...byRate.values()].sort((a, b) => Number(b.rate) - Number(a.rate));
}
