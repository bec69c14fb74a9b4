import type { Payload } from '@chaland/core';
import type { Tender } from '@chaland/sales/contract';
import { tenderKind } from '../read/gateway.ts';
import { word } from '../read/ids.ts';
import type { Purse } from '../read/money.ts';

/**
 * The money that went back, and how. A refund that the bank still works on counts.
 * @returns undefined where it is in another currency than the one that amounts are kept in
 */
export function paidBack(refund: Payload, { currency }: Purse): Tender[] | undefined {
  const transactions = [...refund.list('transactions'), ...inConnection(refund)].filter(
    (one) => word(one, 'kind') === 'refund' && ['success', 'pending'].includes(word(one, 'status') ?? ''),
  );
  const tenders: Tender[] = [];
  for (const one of transactions) {
    const told = one.maybeText('currency') ?? one.maybeText('amount_set/presentment_money/currency_code');
    if (told !== undefined && told !== currency) return undefined;
    const amount =
      one.maybeMoney('amount', currency) ?? one.money('amount_set/presentment_money/amount', currency);
    tenders.push({ kind: tenderKind(one.maybeText('gateway') ?? 'manual'), amount });
  }
  return tenders;
}

/** The API gives a connection where a webhook has a list. */
const inConnection = (refund: Payload): Payload[] =>
  refund.maybeObject('transaction_connection')?.list('nodes') ?? [];
