import {
  addDecimals,
  decimal,
  decimalText,
  multiplyDecimals,
  type Payload,
  roundHalfEven,
} from '@chaland/core';
import type { Tax } from '@chaland/sales/contract';
import { amountOf, type Purse } from './money.ts';

const hundred = decimal(100);

/** All taxes of a line as one: rates and amounts are added up. Rates are told as 0.2, and kept as per cent. */
export function taxOf(line: Payload, purse: Purse): Tax | undefined {
  const lines = line.list('tax_lines');
  if (lines.length === 0) return undefined;
  return {
    rate: rateOf(line),
    amount: lines.reduce((sum, tax) => sum + amountOf(tax, 'price_set', purse), 0),
  };
}

/** Per cent, of all taxes of a line: `"20"`, `"8.875"`. */
export function rateOf(line: Payload): string {
  const rate = line
    .list('tax_lines')
    .reduce((sum, tax) => addDecimals(sum, decimal(tax.maybeDecimal('rate') ?? '0')), decimal(0));
  const text = decimalText(roundHalfEven(multiplyDecimals(rate, hundred), 6));
  return text.replace(/\.?0*$/, '') || '0';
}

/** Per cent, to a tenth, where no rate is told. @param net minor units */
export function rateFound(net: number, tax: number): string {
  const rate = net > 0 ? Math.round((tax * 1_000) / net) / 10 : 0;
  return String(rate < 1_000 ? rate : 0);
}
