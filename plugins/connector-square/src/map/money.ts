import {
  addDecimals,
  decimal,
  decimalText,
  digitsOf,
  divideDecimals,
  moneyText,
  multiplyDecimals,
  type Payload,
  toMinorUnits,
} from '@chaland/core';

/** Square's `Money` is in the currency's smallest unit already. 0 where it is absent. */
export const minor = (of: Payload, path: string): number => of.maybeInteger(`${path}/amount`) ?? 0;

/** A positive tax, or discount, that was applied: Square leaves money out that is nothing. */
export const sumOf = (parts: readonly Payload[], path: string): number =>
  parts.reduce((sum, part) => sum + minor(part, path), 0);

/**
 * The price of one, before discounts. Square's own where it explains the amount; with modifiers, taxes that were added
 * or service charges that were spread over lines, what it comes to.
 */
export function priceOfOne(
  before: number,
  quantity: string,
  base: number | undefined,
  currency: string,
): string {
  if (base !== undefined) {
    const price = decimal(moneyText(base, currency));
    if (toMinorUnits(multiplyDecimals(price, decimal(quantity)), currency) === before)
      return decimalText(price);
  }
  const digits = digitsOf(currency);
  const price = divideDecimals({ units: BigInt(before), scale: digits }, decimal(quantity), digits + 6);
  return plain(decimalText(price));
}

/** Rates in per cent, added up: `9.875`. */
export const sumOfRates = (rates: readonly string[]): string =>
  plain(decimalText(rates.map(decimal).reduce(addDecimals, decimal(0))));

const plain = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
