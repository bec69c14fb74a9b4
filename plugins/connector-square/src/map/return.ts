import type { Payload } from '@chaland/core';
import type { Return, ReturnedLine, Tender } from '@chaland/sales/contract';
import { chargeLines, itemLine, plainLine } from './line.ts';
import { minor, sumOf } from './money.ts';
import type { OrderHead } from './order.ts';
import { type Reading, readingOf } from './reading.ts';

/** What all returns of an order are worth. */
export const returnTotal = (order: Payload): number =>
  order.maybeInteger('return_amounts/total_money/amount') ??
  sumOf(order.list('returns'), 'return_amounts/total_money');

/**
 * What came back with an order, a return for each sale that it came from. A refund without items has one line of the type
 * `CUSTOM_AMOUNT` that refers to none that was sold: an allowance.
 * @param exchange whether something was sold with it
 */
export function returnsOf(
  order: Payload,
  head: OrderHead,
  skus: Reading['skus'],
  exchange: boolean,
): { key: string; data: Return }[] {
  const { id, currency, channel, attributes } = head;
  const refunds = order.list('refunds');
  const paid = refunds.filter((refund) => !/^(REJECTED|FAILED)$/.test(refund.maybeText('status') ?? ''));
  // Nothing was paid back after all.
  if (refunds.length > 0 && paid.length === 0) return [];
  const reason = refunds
    .map((refund) => refund.maybeText('reason'))
    .find((text) => text)
    ?.slice(0, 200);
  const returns = order.list('returns');
  return returns.flatMap((returned) => {
    const reading = readingOf(returned, ['return_taxes', 'return_discounts'], currency, skus);
    const receipt = returned.maybeText('source_order_id');
    const rounding = minor(returned, 'rounding_adjustment/amount_money');
    const lines = linesOf(returned, reading, receipt);
    const due =
      rounding +
      lines.reduce((sum, line) => sum + line.amount + (reading.taxIncluded ? 0 : line.tax!.amount), 0);
    const total =
      returned.maybeInteger('return_amounts/total_money/amount') ??
      (returns.length === 1 ? order.maybeInteger('return_amounts/total_money/amount') : undefined) ??
      due;
    if (Math.abs(total - due) > lines.length) lines.push(plainLine('allowance', total - due, reading));
    if (lines.length === 0) return [];
    const tenders = tendersOf(order, paid, total, returns.length, exchange);
    const uid = returns.length === 1 ? '' : `/${returned.maybeText('uid') ?? receipt ?? ''}`;
    const data: Return = {
      number: `${id}${uid}`,
      currency,
      channel,
      taxIncluded: reading.taxIncluded,
      lines: reason ? lines.map((line) => ({ ...line, reason })) : lines,
      ...(tenders ? { tenders } : {}),
      totals: { total, ...(rounding === 0 ? {} : { rounding }) },
      ...(exchange ? { exchange: { receipt: id } } : {}),
      ...(attributes ? { attributes } : {}),
    };
    return [{ key: `return/${id}${uid}`, data }];
  });
}

function linesOf(returned: Payload, reading: Reading, receipt: string | undefined): ReturnedLine[] {
  const from = (line?: string) => (receipt ? { sold: { receipt, ...(line ? { line } : {}) } } : {});
  const tips = returned.list('return_tips').map((tip) => minor(tip, 'applied_money'));
  return [
    ...returned.list('return_line_items').flatMap((item): ReturnedLine[] => {
      const line = itemLine(item, reading);
      if (!line) return [];
      const source = item.maybeText('source_line_item_uid');
      const amountOnly = item.maybeText('item_type') === 'CUSTOM_AMOUNT' && source === undefined;
      return [{ ...line, ...(amountOnly ? { kind: 'allowance' as const } : {}), ...from(source) }];
    }),
    ...chargeLines(returned.list('return_service_charges'), reading).map((line) => ({ ...line, ...from() })),
    ...tips.filter((tip) => tip > 0).map((tip) => ({ ...plainLine('tip', tip, reading), ...from() })),
  ];
}

/** Told where they add up: what was exchanged, and what was paid back. */
function tendersOf(
  order: Payload,
  refunds: readonly Payload[],
  total: number,
  returns: number,
  exchange: boolean,
): Tender[] | undefined {
  if (returns > 1) return undefined;
  const exchanged = exchange ? Math.min(total, minor(order, 'total_money')) : 0;
  const tenders = [
    ...(exchanged > 0 ? [{ kind: 'exchange', amount: exchanged }] : []),
    ...refunds.map((refund) => ({ kind: 'other', amount: minor(refund, 'amount_money') })),
  ].filter(({ amount }) => amount > 0);
  const sum = tenders.reduce((all, { amount }) => all + amount, 0);
  return sum === total ? tenders : undefined;
}
