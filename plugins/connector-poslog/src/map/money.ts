import { type Decimal, parseDecimal, toMinorUnits } from '@chaland/core';
import type { Element } from '../xml/element.ts';

/**
 * Minor units of what an element holds. @throws Problem where it is no amount, or in another currency
 */
export function moneyIn(element: Element, currency: string): number {
  const amount = decimalIn(element);
  const own = currencyOn(element);
  // Nothing is nothing in any currency: some tills write the ones that they don't use.
  if (own !== undefined && own !== currency && amount.units !== 0n)
    element.refuse(`is in ${own}, and the transaction in ${currency}`);
  return toMinorUnits(amount, currency);
}

/** The currency that an amount says for itself; `XXX` is ISO 4217's word for none. */
export function currencyOn(element: Element): string | undefined {
  const own = (element.attribute('Currency') ?? element.attribute('CurrencyCode'))?.toUpperCase();
  return own === 'XXX' ? undefined : own;
}

/** @throws Problem where it is no number */
export const decimalIn = (element: Element): Decimal =>
  parseDecimal(element.text) ??
  parseDecimal(plain(element.text)) ??
  element.refuse(`"${element.text.slice(0, 40)}" is no number`);

const written =
  /^([+-]?)(\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,3}(?:\.\d{3})+(?=,))(?:,(\d{1,2})|\.(\d+))?(-?)$/;

/**
 * A number as XML Schema writes it, of one as people or SAP write it: `1 234,50`, `1.234,50`, `12.50-`, `+3`. A comma is
 * one for decimals where one or two digits follow it; with three it could be thousands, and stays what it is: no number.
 */
function plain(text: string): string {
  const match = written.exec(text);
  if (!match) return text;
  const [, sign, whole, cents, places, minus] = match;
  const decimals = cents ?? places;
  const isNegative = sign === '-' || minus === '-';
  return `${isNegative ? '-' : ''}${whole!.replaceAll(/\D/g, '')}${decimals === undefined ? '' : `.${decimals}`}`;
}

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
