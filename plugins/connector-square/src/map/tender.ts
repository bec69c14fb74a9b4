import type { Payload } from '@chaland/core';
import type { Tender } from '@chaland/sales/contract';
import { minor } from './money.ts';

const kinds: Readonly<Record<string, string>> = {
  CARD: 'card',
  THIRD_PARTY_CARD: 'card',
  CASH: 'cash',
  SQUARE_GIFT_CARD: 'gift_card',
  BANK_ACCOUNT: 'transfer',
  WALLET: 'wallet',
  BUY_NOW_PAY_LATER: 'credit',
  SQUARE_ACCOUNT: 'account',
};

/** How an order was paid: what was kept, tips included, change taken off. */
export function tendersOf(order: Payload): Tender[] {
  return order.list('tenders').flatMap((tender): Tender[] => {
    const amount = minor(tender, 'amount_money');
    if (amount <= 0) return [];
    const brand = tender.maybeText('card_details/card/card_brand');
    const last = tender.maybeText('card_details/card/last_4');
    // A gift card of Square's is a card, too.
    const kind =
      brand === 'SQUARE_GIFT_CARD' ? 'gift_card' : (kinds[tender.maybeText('type') ?? ''] ?? 'other');
    return [
      {
        kind,
        amount,
        ...(brand && kind === 'card' ? { label: brand } : {}),
        ...(last && /^[A-Za-z0-9]{1,4}$/.test(last) ? { reference: `****${last}` } : {}),
      },
    ];
  });
}
