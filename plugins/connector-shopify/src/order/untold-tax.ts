import type { Payload } from '@chaland/core';
import type { SoldLine } from '@chaland/sales/contract';
import { maybeAmountOf, type Purse } from '../read/money.ts';
import { spread } from '../read/spread.ts';
import { rateOf } from '../read/tax.ts';

/** Orders that apps make may have their tax in the total alone: it is spread over the goods. */
export function withUntoldTax(lines: readonly SoldLine[], order: Payload, purse: Purse): SoldLine[] {
  const tax = maybeAmountOf(order, 'total_tax_set', purse);
  if (tax <= 0 || lines.some((line) => line.tax)) return [...lines];
  const goods = lines.filter(({ kind = 'goods' }) => kind === 'goods');
  const rate = rateOf(order);
  const shares = spread(
    tax,
    goods.map(({ amount }) => amount),
  );
  return lines.map((line) => {
    const at = goods.indexOf(line);
    return at < 0 ? line : { ...line, tax: { rate, amount: shares[at]! } };
  });
}
