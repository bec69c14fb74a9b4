import { type Decimal, parseDecimal, toMinorUnits } from '@chaland/core';
import type { Element } from '../xml/element.ts';

/**
 * Minor units of what an element holds. @throws Problem where it is no amount, or in another currency
 */
export function moneyIn(element: Element, currency: string): number {
  const own = element.attribute('Currency') ?? element.attribute('CurrencyCode');
  if (own !== undefined && own.toUpperCase() !== currency)
    element.refuse(`is in ${own}, and the transaction in ${currency}`);
  return toMinorUnits(decimalIn(element), currency);
}

/** @throws Problem where it is no number */
export const decimalIn = (element: Element): Decimal =>
  parseDecimal(element.text) ?? element.refuse(`"${element.text.slice(0, 40)}" is no number`);

export const sumOf = (amounts: Iterable<number>): number => {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return sum;
};

/**
 * Shares an amount out by weight, to the last unit: the greatest remainders get what is left over.
 * @returns one share for each weight, all of one sign; nothing where there is no weight
 */
export function shareOut(amount: number, weights: readonly number[]): number[] {
  const all = sumOf(weights);
  if (all === 0) return weights.map((_, index) => (index === 0 ? amount : 0));
  const exact = weights.map((weight) => (amount * weight) / all);
  const shares = exact.map(Math.trunc);
  const order = exact
    .map((value, index) => ({ index, rest: Math.abs(value - Math.trunc(value)) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  const step = Math.sign(amount);
  let left = Math.round(Math.abs(amount - sumOf(shares)));
  for (const { index } of order) {
    if (left-- <= 0) break;
    shares[index]! += step;
  }
  return shares;
}
