import type { Payload } from '@chaland/core';
import type { ReturnedLine, SoldKind, SoldLine } from '@chaland/sales/contract';
import { plainText } from './plain-text.ts';
import { priceOfOne, type Reading } from './sale.ts';
import { taxOf } from './tax.ts';

/** The products, shipping and fees of an order, as lines of a receipt. */
export function soldLines(order: Payload, reading: Reading): SoldLine[] {
  const codes = order.list('coupon_lines').flatMap((coupon) => coupon.maybeText('code') ?? []);
  const coupon = codes.length === 1 ? { code: codes[0]!.slice(0, 200) } : {};
  return [
    ...order.list('line_items').flatMap((item) => {
      const line = productLine(item, reading, 1);
      if (!line) return [];
      const { before, ...sold } = line;
      const discount = before - sold.amount;
      return [{ ...sold, discounts: discount > 0 ? [{ amount: discount, ...coupon }] : [] }];
    }),
    ...(order.has('shipping_lines')
      ? order.list('shipping_lines').flatMap((item) => otherLine(item, 'shipping', reading, 1))
      : shippingInTotals(order, reading)),
    ...order.list('fee_lines').flatMap((item) => otherLine(item, 'fee', reading, 1)),
  ];
}

/** Plugins that send webhooks of their own leave the lines of shipping out, and tell it in the totals alone. */
function shippingInTotals(order: Payload, reading: Reading): SoldLine[] {
  const net = order.maybeMoney('shipping_total', reading.currency) ?? 0;
  const tax = order.maybeMoney('shipping_tax', reading.currency) ?? 0;
  const amount = net + (reading.taxIncluded ? tax : 0);
  if (amount === 0) return [];
  return [
    {
      id: 'shipping',
      kind: 'shipping',
      name: 'Shipping',
      quantity: '1',
      unitPrice: priceOfOne(amount, '1', reading.currency),
      amount,
      tax: taxOf(order, reading, { net, tax }),
    },
  ];
}

/** The same of a refund, whose amounts and quantities are below zero; its discounts aren't told. */
export function returnedLines(refund: Payload, reading: Reading, receipt: string): ReturnedLine[] {
  const sold = (item: Payload) => {
    const line = item.list('meta_data').find((meta) => meta.maybeText('key') === '_refunded_item_id');
    return { sold: { receipt, ...(line ? { line: line.text('value') } : {}) } };
  };
  return [
    ...refund.list('line_items').flatMap((item): ReturnedLine[] => {
      const line = productLine(item, reading, -1);
      if (!line) return [];
      const { before, quantity, ...returned } = line;
      // Money back for a line whose goods stayed with the customer.
      const kind = isZero(item.decimal('quantity')) ? { kind: 'allowance' as const } : {};
      return [{ ...returned, quantity, ...kind, ...sold(item) }];
    }),
    ...refund
      .list('shipping_lines')
      .flatMap((item) => otherLine(item, 'shipping', reading, -1))
      .map((line) => ({ ...line, sold: { receipt } })),
    ...refund
      .list('fee_lines')
      .flatMap((item) => otherLine(item, 'fee', reading, -1))
      .map((line) => ({ ...line, sold: { receipt } })),
  ];
}

const isZero = (decimal: string): boolean => /^-?0*\.?0*$/.test(decimal);

/** @returns undefined for a line of nothing at no price */
function productLine(
  item: Payload,
  reading: Reading,
  sign: 1 | -1,
): (SoldLine & { before: number }) | undefined {
  const told = item.decimal('quantity');
  const quantity = isZero(told) ? '1' : told.replace('-', '');
  const { amount, before, tax } = amountsOf(item, reading, sign);
  if (isZero(told) && amount === 0) return undefined;
  const sku = item.maybeText('sku');
  const [product, variation] = [item.maybeText('product_id'), item.maybeText('variation_id')];
  return {
    id: item.text('id'),
    ...(sku ? { sku: sku.slice(0, 200) } : {}),
    ...(isGiftCard(item) ? { kind: 'gift_card' as const } : {}),
    name: plainText(item.maybeText('name') ?? '') || `#${product ?? item.text('id')}`,
    quantity,
    unitPrice: priceOfOne(before, quantity, reading.currency),
    amount,
    tax,
    ...(product ? { attributes: { product, ...(variation && variation !== '0' ? { variation } : {}) } } : {}),
    before,
  };
}

/** Fees below zero take something off: plugins make discounts of them. */
function otherLine(item: Payload, kind: SoldKind, reading: Reading, sign: 1 | -1): SoldLine[] {
  const { amount, tax } = amountsOf(item, reading, sign);
  if (amount === 0 && tax.amount === 0) return [];
  const name = plainText(item.maybeText('method_title') ?? item.maybeText('name') ?? '');
  return [
    {
      id: item.text('id'),
      kind,
      name: name || (kind === 'fee' ? 'Fee' : 'Shipping'),
      quantity: '1',
      unitPrice: priceOfOne(amount, '1', reading.currency),
      amount,
      tax,
    },
  ];
}

function amountsOf(item: Payload, reading: Reading, sign: 1 | -1) {
  const { currency, taxIncluded } = reading;
  const money = (path: string) => {
    const minor = item.maybeMoney(path, currency);
    return minor === undefined ? undefined : minor * sign || 0;
  };
  const net = (item.money('total', currency) * sign || 0) as number;
  const tax = money('total_tax') ?? 0;
  const amount = net + (taxIncluded ? tax : 0);
  const listed = (money('subtotal') ?? net) + (taxIncluded ? (money('subtotal_tax') ?? tax) : 0);
  // A line whose price somebody raised by hand has no discount.
  return { amount, before: Math.max(listed, amount), tax: taxOf(item, reading, { net, tax }) };
}

/** Lines that sold a card, by what the plugins of WooCommerce, PW and YITH write beside them. */
const isGiftCard = (item: Payload): boolean =>
  item
    .list('meta_data')
    .some((meta) => /^_?(wc_gc_giftcard|pw_gift_card|ywgc)_/.test(meta.maybeText('key') ?? ''));
