import { decimal, moneyText, type Payload } from '@chaland/core';
import type { ReturnedLine, Tax } from '@chaland/sales/contract';
import type { OrderHead } from '../order/head.ts';
import { articleOf, kindOf, worthOf } from '../order/lines.ts';
import { single } from '../order/single.ts';
import { discountsOf, sumOf } from '../read/discounts.ts';
import { bareId, idOf, word } from '../read/ids.ts';
import { amountOf, maybeAmountOf, priceOf } from '../read/money.ts';
import { rateFound, rateOf } from '../read/tax.ts';

/** The articles that came back, and the delivery that was paid back. */
export const backLines = (refund: Payload, head: OrderHead): ReturnedLine[] => [
  ...articlesBack(refund, head),
  ...deliveryBack(refund, head),
];

const articlesBack = (refund: Payload, head: OrderHead): ReturnedLine[] =>
  [...refund.list('refund_line_items'), ...nodesOf(refund, 'refund_line_item_connection')]
    .filter((line) => line.integer('quantity') > 0)
    .map((line) => articleBack(line, head));

/** Versions before 2024-10 have it among the adjustments alone; later ones may have it in both places. */
function deliveryBack(refund: Payload, head: OrderHead): ReturnedLine[] {
  const lines = [
    ...refund.list('refund_shipping_lines'),
    ...nodesOf(refund, 'refund_shipping_line_connection'),
  ];
  if (lines.length > 0) return lines.flatMap((line) => shippingBack(line, head));
  return refund
    .list('order_adjustments')
    .filter((one) => word(one, 'kind') === 'shipping_refund')
    .flatMap((one) => shippingAdjusted(one, head));
}

/** Below zero, and without its tax. */
function shippingAdjusted(back: Payload, { name, purse, taxIncluded }: OrderHead): ReturnedLine[] {
  const tax = -maybeAmountOf(back, 'tax_amount_set', purse) || 0;
  const amount = -maybeAmountOf(back, 'amount_set', purse) + (taxIncluded ? tax : 0) || 0;
  if (amount <= 0) return [];
  return [
    {
      ...single(bareId(back.text('id')), 'shipping', 'Shipping', amount, purse.currency),
      ...(tax > 0 ? { tax: { rate: rateFound(amount - (taxIncluded ? tax : 0), tax), amount: tax } } : {}),
      sold: { receipt: name },
    },
  ];
}

/** The API gives a connection where a webhook has a list. */
const nodesOf = (refund: Payload, connection: string): Payload[] =>
  refund.maybeObject(connection)?.list('nodes') ?? [];

const ordered = (back: Payload, order: Payload): Payload | undefined =>
  order.list('line_items').find((line) => idOf(line) === back.maybeText('line_item_id'));

function articleBack(back: Payload, { name, purse, taxIncluded, order }: OrderHead): ReturnedLine {
  // Refunds that were shortened name their lines alone; the order has them.
  const line = back.maybeObject('line_item') ?? ordered(back, order) ?? back.object('line_item');
  const quantity = back.integer('quantity');
  const unitPrice = priceOf(line, 'price_set', purse);
  const gross = worthOf(unitPrice, quantity, purse);
  const subtotal = amountOf(back, 'subtotal_set', purse);
  const taxAmount = maybeAmountOf(back, 'total_tax_set', purse);
  const amount = taxIncluded
    ? gross - shareOfDiscounts(line, quantity, subtotal, taxAmount, gross, purse)
    : subtotal;
  const restocked = word(back, 'restock_type');
  const kind = kindOf(line);
  return {
    id: idOf(back),
    ...articleOf(line),
    ...(kind === 'goods' ? {} : { kind }),
    quantity,
    unitPrice,
    amount,
    discounts: gross > amount ? [{ amount: gross - amount }] : [],
    ...taxed(line, taxAmount),
    sold: { receipt: name, line: idOf(line) },
    ...(restocked ? { attributes: { restock: restocked } } : {}),
  };
}

/**
 * What was taken off the articles that came back, where prices contain their tax. Whether Shopify's subtotal contains it
 * too is nowhere said, so the subtotal is what is nearer to the price without the line's own share of discounts.
 */
function shareOfDiscounts(
  line: Payload,
  quantity: number,
  subtotal: number,
  tax: number,
  gross: number,
  purse: OrderHead['purse'],
): number {
  const bought = Math.max(line.maybeInteger('quantity') ?? quantity, quantity);
  const expected = gross - (sumOf(discountsOf(line, undefined, purse)) * quantity) / bought;
  const amount =
    Math.abs(subtotal - expected) <= Math.abs(subtotal + tax - expected) ? subtotal : subtotal + tax;
  return gross - amount;
}

function shippingBack(back: Payload, { name, purse }: OrderHead): ReturnedLine[] {
  const set = back.maybeObject('subtotal_amount_set') ? 'subtotal_amount_set' : 'subtotal_set';
  const amount = maybeAmountOf(back, set, purse);
  const tax = maybeAmountOf(back, 'tax_amount_set', purse);
  if (amount === 0) return [];
  const line = back.maybeObject('shipping_line');
  return [
    {
      id: bareId(back.text('id')),
      kind: 'shipping',
      name: line?.maybeText('title')?.slice(0, 500) ?? 'Shipping',
      quantity: 1,
      unitPrice: moneyText(amount, purse.currency),
      amount,
      discounts: [],
      ...(line ? taxed(line, tax) : {}),
      sold: { receipt: name },
    },
  ];
}

const taxed = (line: Payload, amount: number): { tax?: Tax } =>
  line.list('tax_lines').length > 0 || decimal(amount).units !== 0n
    ? { tax: { rate: rateOf(line) || '0', amount } }
    : {};
