import { type CustomerInput, type MomentInput, moneyText } from '@chaland/core';
import type { Return } from '@chaland/sales/contract';
import type { PoslogArgs } from '../args.ts';
import type { Element } from '../xml/element.ts';
import type { Head } from './head.ts';
import { linked } from './link.ts';
import { grandTotal } from './reading.ts';
import { paymentOf } from './tenders.ts';

/**
 * A void that repeats no lines, by its amount: the whole of the receipt that it names is paid back, which takes from
 * turnover what the receipt brought. Which articles came back it doesn't say.
 * @throws Problem where it says no amount, or no receipt
 */
export function voidByAmount(
  transaction: Element,
  retail: Element,
  { head, customer, args }: { head: Head; customer: CustomerInput | undefined; args: PoslogArgs },
): Omit<MomentInput, 'source'> {
  const receipt = linked(retail, head, args) ?? linked(transaction, head, args);
  if (!receipt) retail.refuse('voids an earlier transaction without a TransactionLink that says which');
  const payment = paymentOf(retail, head);
  const amount = Math.abs(grandTotal(retail, head) ?? payment.paid ?? 0);
  if (amount === 0)
    retail.refuse(
      'voids an earlier transaction with neither its lines nor its total: one is needed to take it back',
    );
  const till = transaction.maybe('WorkstationID');
  const data: Return = {
    number: head.number.slice(0, 200),
    currency: head.currency,
    channel: head.channel,
    ...(head.seller ? { seller: head.seller.slice(0, 200) } : {}),
    attributes: { ...(till ? { workstation: till } : {}), void: true },
    lines: [
      {
        id: '1',
        kind: 'allowance',
        quantity: 1,
        unitPrice: moneyText(amount, head.currency),
        amount,
        sold: { receipt: receipt.receipt },
        reason: 'void',
      },
    ],
    totals: { total: amount },
  };
  return {
    id: ['void', ...head.key].join('/'),
    type: 'return',
    time: head.time,
    store: head.store,
    ...(head.staff ? { staff: head.staff.code } : {}),
    ...(customer ? { customer } : {}),
    data,
  };
}
