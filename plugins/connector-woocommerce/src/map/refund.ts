import type { Brought, MapContext, Payload } from '@chaland/core';
import type { Return, ReturnedLine } from '@chaland/sales/contract';
import type { WooArgs } from '../args.ts';
import { returnedLines } from './line.ts';
import { buyerOf } from './person.ts';
import { placeOf } from './place.ts';
import { plainText } from './plain-text.ts';
import { priceOfOne, readingOf } from './sale.ts';
import { tenderKind } from './tender.ts';
import { utc } from './time.ts';

/**
 * A refund as it was fetched, `{ order, refund }`: the order says in which currency and to whom. Lines where the shop has
 * them; what was paid back beyond them, or without any, is an allowance.
 */
export function mapRefund(body: Payload, { args, locale }: MapContext<WooArgs>): Brought {
  const order = body.object('order');
  const refund = body.object('refund');
  const id = refund.text('id');
  const reading = readingOf(order);
  const receipt = (order.maybeText('number') ?? order.text('id')).slice(0, 200);
  const total = Math.abs(refund.money('amount', reading.currency));
  const lines = returnedLines(refund, reading, receipt);
  const counted = lines.reduce(
    (sum, { amount, tax }) => sum + amount + (reading.taxIncluded ? 0 : (tax?.amount ?? 0)),
    0,
  );
  const beyond = total - counted;
  if (Math.abs(beyond) > lines.length || (lines.length === 0 && total > 0)) {
    lines.push(allowance(beyond, receipt, reading.currency));
  }
  if (lines.length === 0) {
    return {
      ignored: { en: `refund ${id} is of nothing`, fr: `le remboursement ${id} ne rend rien` },
    };
  }

  const reason = plainText(refund.maybeText('reason') ?? '', 200);
  const { store, channel } = placeOf(order, args);
  const customer = buyerOf(order, locale.country);
  const byGateway = refund.maybeFlag('refunded_payment') ?? false;
  const kind = byGateway ? tenderKind(order.maybeText('payment_method') ?? '') : 'other';
  const data: Return = {
    number: id,
    currency: reading.currency,
    ...(channel ? { channel } : {}),
    taxIncluded: reading.taxIncluded,
    lines: reason ? lines.map((line) => ({ ...line, reason })) : lines,
    ...(total > 0 ? { tenders: [{ kind, amount: total }] } : {}),
    totals: { total },
  };
  const moment = {
    id: `refund/${id}`,
    type: 'return',
    time: utc(refund, 'date_created_gmt'),
    ...(customer ? { customer } : {}),
    ...(store ? { store } : {}),
    data,
  };
  return { moments: [moment] };
}

/** Below zero where less was paid back than the lines were worth. */
const allowance = (amount: number, receipt: string, currency: string): ReturnedLine => ({
  kind: 'allowance',
  quantity: '1',
  unitPrice: priceOfOne(amount, '1', currency),
  amount,
  tax: { rate: '0', amount: 0 },
  sold: { receipt },
});
