import { type MomentInput, type Payload, problem } from '@chaland/core';
import type { Return, ReturnedLine, Tender } from '@chaland/sales/contract';
import { type OrderHead, placeOf } from '../order/head.ts';
import { single } from '../order/single.ts';
import { idOf } from '../read/ids.ts';
import { backLines } from './lines.ts';
import { paidBack } from './paid-back.ts';

/**
 * A refund as what came back and what was paid back. The two often differ: a fee is kept, a little more is given, money
 * goes back and nothing comes. What is not an article's price is an allowance, so that the sum is the money.
 * Money in another currency than amounts are kept in says only that some went back: the lines are then all there is.
 * @returns undefined where neither money was paid back nor goods were returned: an order that was cut down before anybody paid
 */
export function returnOf(refund: Payload, head: OrderHead): Omit<MomentInput, 'source'> | undefined {
  const { purse, taxIncluded } = head;
  const tenders = paidBack(refund, purse);
  const paid = tenders?.reduce((sum, { amount }) => sum + amount, 0);
  if (tenders && !paid && !refund.maybeObject('return')) return undefined;
  const lines = withAllowance(backLines(refund, head), paid, head);
  if (lines.length === 0) {
    if (tenders) return undefined;
    throw problem('CHL_DELIVERY_FIELD', {
      pointer: `${refund.pointer}/transactions`,
      detail: `is in another currency than ${purse.currency}, and nothing else tells what was paid back`,
    });
  }
  const id = idOf(refund);
  const data: Return = {
    number: id,
    currency: purse.currency,
    channel: head.channel,
    taxIncluded,
    lines,
    ...(paid && tenders ? { tenders: together(tenders), totals: { total: paid } } : {}),
  };
  return {
    id: `refund/${id}`,
    type: 'return',
    // The API has no other time of it.
    time: refund.time('created_at'),
    ...placeOf(head),
    data,
  };
}

function withAllowance(
  lines: readonly ReturnedLine[],
  paid: number | undefined,
  { name, purse, taxIncluded }: OrderHead,
): ReturnedLine[] {
  const worth = lines.reduce(
    (sum, { amount, tax }) => sum + amount + (taxIncluded ? 0 : (tax?.amount ?? 0)),
    0,
  );
  // Nothing paid back for goods that were returned is an exchange: their worth went into what was taken instead.
  const allowance = paid ? paid - worth : 0;
  if (allowance === 0) return [...lines];
  return [
    ...lines,
    {
      ...single('allowance', 'allowance', allowance > 0 ? 'Refund' : 'Kept back', allowance, purse.currency),
      sold: { receipt: name },
    },
  ];
}

/** One tender for each way of paying. */
function together(tenders: readonly Tender[]): Tender[] {
  const kinds = [...new Set(tenders.map(({ kind }) => kind))].toSorted();
  return kinds.map((kind) => ({
    kind,
    amount: tenders.reduce((sum, one) => sum + (one.kind === kind ? one.amount : 0), 0),
  }));
}
