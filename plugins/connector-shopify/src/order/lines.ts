import { decimal, multiplyDecimals, type Payload, toMinorUnits } from '@chaland/core';
import type { SoldKind, SoldLine } from '@chaland/sales/contract';
import { discountsOf, sumOf } from '../read/discounts.ts';
import { idOf } from '../read/ids.ts';
import { maybeAmountOf, type Purse, priceOf } from '../read/money.ts';
import { taxOf } from '../read/tax.ts';
import { single } from './single.ts';

/** What was ordered at first, whatever came back since. */
export const orderedLines = (order: Payload, purse: Purse): SoldLine[] =>
  order
    .requiredList('line_items')
    .filter((line) => line.integer('quantity') > 0)
    .map((line): SoldLine => {
      const quantity = line.integer('quantity');
      const kind = kindOf(line);
      return {
        id: idOf(line),
        ...articleOf(line),
        ...(kind === 'goods' ? {} : { kind }),
        quantity,
        ...pricedOf(line, quantity, order, purse),
      };
    });

/** What was asked for delivery; free delivery is no line. */
export const shippingLines = (order: Payload, purse: Purse): SoldLine[] =>
  order
    .list('shipping_lines')
    .filter((line) => maybeAmountOf(line, 'price_set', purse) > 0)
    .map(
      (line): SoldLine => ({
        id: idOf(line),
        kind: 'shipping',
        name: line.maybeText('title')?.slice(0, 500) ?? 'Shipping',
        quantity: 1,
        ...pricedOf(line, 1, order, purse),
      }),
    );

/** Duties and fees of the whole order, where prices don't contain them. */
export function feeLines(order: Payload, purse: Purse): SoldLine[] {
  const duties = order.maybeFlag('duties_included')
    ? 0
    : maybeAmountOf(order, 'original_total_duties_set', purse);
  const fees = maybeAmountOf(order, 'original_total_additional_fees_set', purse);
  return [
    ...(duties > 0 ? [single('duties', 'fee', 'Duties', duties, purse.currency)] : []),
    ...(fees > 0 ? [single('fees', 'fee', 'Additional fees', fees, purse.currency)] : []),
  ];
}

/** What an article is called: as it was when it was sold. */
export function articleOf(line: Payload): Pick<SoldLine, 'sku' | 'name' | 'brand'> {
  const sku = line.maybeText('sku')?.trim();
  const name = line.maybeText('name') ?? line.maybeText('title');
  const brand = line.maybeText('vendor');
  return {
    ...(sku ? { sku: sku.slice(0, 200) } : {}),
    ...(name ? { name: name.slice(0, 500) } : {}),
    ...(brand ? { brand: brand.slice(0, 200) } : {}),
  };
}

export function kindOf(line: Payload): SoldKind {
  if (line.maybeFlag('gift_card')) return 'gift_card';
  // The checkout of the web shop makes a line of a tip, which webhooks mark and the API doesn't.
  const isTip =
    line.has('tip') ||
    (line.maybeText('name') === 'Tip' && !line.maybeText('sku') && !line.maybeText('vendor'));
  return isTip ? 'tip' : 'goods';
}

function pricedOf(line: Payload, quantity: number, order: Payload, purse: Purse) {
  const unitPrice = priceOf(line, 'price_set', purse);
  const discounts = discountsOf(line, order, purse);
  const tax = taxOf(line, purse);
  return {
    unitPrice,
    amount: worthOf(unitPrice, quantity, purse) - sumOf(discounts),
    discounts,
    ...(tax ? { tax } : {}),
  };
}

/** quantity × price in minor units. */
export const worthOf = (unitPrice: string, quantity: number, { currency }: Purse): number =>
  toMinorUnits(multiplyDecimals(decimal(unitPrice), decimal(quantity)), currency);
