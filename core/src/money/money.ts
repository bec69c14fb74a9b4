import type { Language } from '../text.ts';
import { digitsOf } from './currency.ts';
import { type Decimal, decimalText, roundHalfEven } from './decimal.ts';

/**
 * An amount in the currency's minor units, rounded half-even.
 * @example toMinorUnits(multiplyDecimals(decimal('3'), decimal('0.415')), 'EUR') // 124
 * @throws RangeError for an unknown currency, or an amount beyond 2^53 minor units
 */
export function toMinorUnits(amount: Decimal, currency: string): number {
  const minor = Number(roundHalfEven(amount, digitsOf(currency)).units);
  if (!Number.isSafeInteger(minor)) throw new RangeError('The amount is too large to count in minor units');
  return minor;
}

/**
 * Minor units as a decimal in the currency itself: 4590 EUR is `45.90`.
 * @throws RangeError for an unknown currency
 */
export const moneyText = (minor: number, currency: string): string =>
  decimalText({ units: BigInt(minor), scale: digitsOf(currency) });

const formats = new Map<string, Intl.NumberFormat>();

/**
 * Minor units for people: 4590 EUR is `45,90 €` in French, `€45.90` in English.
 * @throws RangeError for an unknown currency
 */
export function formatMoney(minor: number, currency: string, language: Language): string {
  const key = `${language} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    const digits = digitsOf(currency);
    format = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format.format(moneyText(minor, currency) as Intl.StringNumericLiteral);
}
