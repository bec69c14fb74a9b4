import {
  type Decimal,
  decimal,
  decimalText,
  divideDecimals,
  moneyText,
  multiplyDecimals,
  toMinorUnits,
} from '@chaland/core';
import type { Discount, ReturnedLine, SoldReference, Tax } from '@chaland/sales/contract';
import { articleOf } from './article.ts';
import type { Item } from './item.ts';
import { sumOf } from './money.ts';
import { masked } from './tenders.ts';
import type { ToldDiscount } from './told-discounts.ts';

interface LineParts {
  /** Minor units, after the line's own discounts. */
  net: number;
  /** Its shares of what was taken off the whole. */
  shares: readonly ToldDiscount[];
  tax: Tax | undefined;
  currency: string;
  sold?: SoldReference;
  reason?: string;
}

/** A line as receipts and returns have it. */
export function lineOf(item: Item, { net, shares, tax, currency, sold, reason }: LineParts): ReturnedLine {
  const { element, id, kind, quantity } = item;
  const price = pricesOf(item, net, currency);
  const discounts = price.discounts && [...price.discounts, ...shares.map(discountOf)];
  return {
    id: id.slice(0, 200),
    ...(kind === 'goods' ? {} : { kind }),
    ...named(item),
    quantity: decimalText(quantity),
    unitPrice: price.unitPrice,
    amount: net - sumOf(shares.map(({ amount }) => amount)),
    ...(discounts?.every(({ amount }) => amount >= 0) ? { discounts } : {}),
    ...(tax ? { tax } : {}),
    ...(kind === 'gift_card' ? referenceOf(element) : {}),
    ...(sold ? { sold } : {}),
    ...(reason ? { reason: reason.slice(0, 200) } : {}),
  };
}

/** @throws Problem for goods of which nothing is told: neither number nor name nor department */
function named(item: Item) {
  const article = articleOf(item.element);
  if (article.sku !== undefined || article.name !== undefined) return article;
  if (!['goods', 'service', 'fee'].includes(item.kind)) return article;
  // What was keyed in is sold under its department.
  const department = article.category?.at(-1);
  if (department === undefined) return item.element.refuse('has neither ItemID nor Description');
  return { ...article, name: department };
}

/**
 * The price of one, and what was taken off, where the two explain the amount; else what one came to, without discounts:
 * three for the price of two is told by no price.
 */
function pricesOf(item: Item, net: number, currency: string): { unitPrice: string; discounts?: Discount[] } {
  const { quantity, regular, actual, gross, told } = item;
  const off = sumOf(told.map(({ amount }) => amount));
  if (regular && gross !== undefined && net >= 0) {
    if (Math.abs(gross - off - net) <= 1)
      return { unitPrice: priceText(regular), discounts: told.map(discountOf) };
    if (told.length === 0 && actual && gross > net && near(quantity, actual, net, currency))
      return { unitPrice: priceText(regular), discounts: [{ amount: gross - net }] };
  }
  if (off > 0 && net >= 0) {
    return { unitPrice: oneOf(net + off, quantity, currency), discounts: told.map(discountOf) };
  }
  return { unitPrice: oneOf(net, quantity, currency), discounts: [] };
}

const near = (quantity: Decimal, price: Decimal, net: number, currency: string) =>
  Math.abs(toMinorUnits(multiplyDecimals(quantity, price), currency) - net) <= 1;

const discountOf = ({ amount, code, label }: ToldDiscount): Discount => ({
  amount,
  ...(code === undefined ? {} : { code }),
  ...(label === undefined ? {} : { label }),
});

/** What one came to: with as many places as it takes to come back to the whole. */
function oneOf(amount: number, quantity: Decimal, currency: string): string {
  const whole = decimal(moneyText(amount, currency));
  return priceText(divideDecimals(whole, quantity, 10));
}

/** Without zeros beyond the currency's usual two places. */
const priceText = (price: Decimal): string =>
  decimalText(price)
    .replace(/(\.\d{2}\d*?)0+$/, '$1')
    .replace(/(\.\d{10})\d+$/, '$1');

function referenceOf(element: Item['element']) {
  const number = element.maybe(
    'GiftCard/CardNumber',
    'GiftCertificate/SerialNumber',
    'SerialNumber',
    'CardNumber',
  );
  return number && /[A-Za-z0-9]/.test(number) ? { reference: masked(number) } : {};
}
