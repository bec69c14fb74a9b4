import type { Payload } from '@chaland/core';
import type { SoldLine } from '@chaland/sales/contract';
import { maybeAmountOf } from '../read/money.ts';
import { spread } from '../read/spread.ts';
import { rateFound, rateOf } from '../read/tax.ts';
import type { OrderHead } from './head.ts';

/** Orders that apps make may have their tax in the total alone: it is spread over the goods. */
export function withUntoldTax(
  lines: readonly SoldLine[],
  order: Payload,
  { purse, taxIncluded }: Pick<OrderHead, 'purse' | 'taxIncluded'>,
): SoldLine[] {
  const tax = maybeAmountOf(order, 'total_tax_set', purse);
  if (tax <= 0 || lines.some((line) => line.tax)) return [...lines];
  const goods = lines.filter(({ kind = 'goods' }) => kind === 'goods');
  const worth = goods.reduce((sum, { amount }) => sum + amount, 0);
  const told = rateOf(order);
  const rate = told === '0' ? rateFound(worth - (taxIncluded ? tax : 0), tax) : told;
  const shares = spread(
    tax,
    goods.map(({ amount }) => amount),
  );
  return lines.map((line) => {
    const at = goods.indexOf(line);
    return at < 0 ? line : { ...line, tax: { rate, amount: shares[at]! } };
  });
}
