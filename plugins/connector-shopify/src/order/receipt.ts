import type { MomentInput, Payload } from '@chaland/core';
import type { Receipt, SoldLine } from '@chaland/sales/contract';
import { type ShopifyArgs, tellsCheckout } from '../args/schema.ts';
import { idOf, maybeIdOf } from '../read/ids.ts';
import { amountOf, maybeAmountOf } from '../read/money.ts';
import { spread } from '../read/spread.ts';
import { isCutDown, linesLeft, totalLeft } from './cut-down.ts';
import { type OrderHead, orderHead, placeOf } from './head.ts';
import { feeLines, orderedLines, shippingLines } from './lines.ts';
import { single } from './single.ts';
import { tendersOf } from './tender.ts';
import { withUntoldTax } from './untold-tax.ts';

/**
 * A paid order as what was sold: nothing of it may change later, or the same order would be told in two ways.
 * @param justPaid whether it is told as it was when it was paid: pieces that are missing by then were taken off before
 */
export function receiptOf(order: Payload, args: ShopifyArgs, justPaid = false): Omit<MomentInput, 'source'> {
  const head = orderHead(order, args);
  const seller = args.sellers ? maybeIdOf(order, 'user') : undefined;
  const { purse, taxIncluded } = head;
  const { lines, total } = (justPaid && leftOf(order, head)) || wholeOf(order, head);
  const rounding =
    maybeAmountOf(order, 'total_cash_rounding_payment_adjustment_set', purse) ||
    maybeAmountOf(order, 'total_cash_rounding_adjustment/payment_set', purse);
  const tenders = tendersOf(order, total + rounding);
  const cart = tellsCheckout(args) ? order.maybeText('checkout_token') : undefined;
  const data: Receipt = {
    number: head.name,
    currency: purse.currency,
    channel: head.channel,
    taxIncluded,
    lines,
    ...(tenders ? { tenders } : {}),
    totals: { total: total + rounding, ...(rounding === 0 ? {} : { rounding }) },
    ...(cart ? { cart: cart.slice(0, 200) } : {}),
    ...(seller === undefined ? {} : { seller }),
  };
  return {
    id: `order/${idOf(order)}`,
    type: 'receipt',
    time: order.maybeTime('processed_at') ?? order.time('created_at'),
    ...placeOf(head),
    data,
  };
}

interface Sold {
  lines: SoldLine[];
  total: number;
}

const wholeOf = (order: Payload, head: OrderHead): Sold => {
  const total = amountOf(order, 'total_price_set', head.purse);
  return { lines: linesOf(order, head, total), total };
};

/** @returns undefined where nothing was taken off, or what is left doesn't add up */
function leftOf(order: Payload, { purse, taxIncluded }: OrderHead): Sold | undefined {
  if (!isCutDown(order)) return undefined;
  const lines = [
    ...linesLeft(orderedLines(order, purse), order, purse),
    ...shippingLines(order, purse),
    ...feeLines(order, purse),
  ];
  const total = totalLeft(order, purse);
  return Math.abs(dueOf(lines, taxIncluded) - total) <= lines.length ? { lines, total } : undefined;
}

const dueOf = (lines: readonly SoldLine[], taxIncluded: boolean): number =>
  lines.reduce((sum, { amount, tax }) => sum + amount + (taxIncluded ? 0 : (tax?.amount ?? 0)), 0);

/** Lines that add up to the total: a tip at the till, and discounts that aren't told by line, are in the total alone. */
function linesOf(order: Payload, { purse, taxIncluded }: OrderHead, total: number): SoldLine[] {
  const told = [...orderedLines(order, purse), ...shippingLines(order, purse), ...feeLines(order, purse)];
  const lines = withUntoldTax(told, order, { purse, taxIncluded });
  const due = dueOf(lines, taxIncluded);
  const tip = total - due;
  if (tip > 0 && hasTip(order)) return [...lines, single('tip', 'tip', 'Tip', tip, purse.currency)];
  const discounts = lines.reduce(
    (sum, { discounts = [] }) => sum + discounts.reduce((all, { amount }) => all + amount, 0),
    0,
  );
  const untold = maybeAmountOf(order, 'total_discounts_set', purse) - discounts;
  return untold > 0 && Math.abs(due - untold - total) <= lines.length ? discounted(lines, untold) : lines;
}

const hasTip = (order: Payload): boolean =>
  Number(
    order.maybeDecimal('total_tip_received') ??
      order.maybeDecimal('total_tip_received_set/shop_money/amount') ??
      0,
  ) > 0;

function discounted(lines: readonly SoldLine[], discount: number): SoldLine[] {
  const goods = lines.filter(({ kind = 'goods' }) => kind === 'goods');
  const shares = spread(
    discount,
    goods.map(({ amount }) => amount),
  );
  return lines.map((line) => {
    const share = shares[goods.indexOf(line)] ?? 0;
    if (share === 0) return line;
    return {
      ...line,
      amount: line.amount - share,
      discounts: [...(line.discounts ?? []), { amount: share }],
    };
  });
}
