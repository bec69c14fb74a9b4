import {
  addDecimals,
  compareDecimals,
  decimal,
  decimalText,
  divideDecimals,
  type Payload,
} from '@chaland/core';
import type { Tax } from '@chaland/sales/contract';
import type { Reading } from './sale.ts';

const zero = decimal(0);

/**
 * The tax of a line: its amount as told, and the sum of its rates. Shops older than WooCommerce 3.7 don't tell rates;
 * they are then found from the amounts, to a tenth.
 * @param amounts minor units
 */
export function taxOf(line: Payload, { rates }: Reading, amounts: { net: number; tax: number }): Tax {
  const { net, tax } = amounts;
  if (tax === 0) return { rate: '0', amount: 0 };
  let sum = zero;
  for (const one of line.list('taxes')) {
    if (compareDecimals(decimal(one.maybeDecimal('total') ?? 0), zero) === 0) continue;
    const rate = rates.get(one.text('id'));
    if (rate === undefined) return { rate: foundRate(net, tax), amount: tax };
    sum = addDecimals(sum, decimal(rate));
  }
  const rate = sum.units > 0n ? plain(decimalText(sum)) : foundRate(net, tax);
  return { rate, amount: tax };
}

function foundRate(net: number, tax: number): string {
  if (net === 0) return '0';
  const rate = divideDecimals(decimal(tax * 100), decimal(net), 1);
  return rate.units < 0n || rate.units > 9999n ? '0' : plain(decimalText(rate));
}

/** `20.0000` is 20. */
const plain = (rate: string): string => (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate);
