import { type Brought, type MapContext, type Payload, usableIdentifiers } from '@chaland/core';
import type { SquareArgs } from '../args.ts';

/**
 * An account of Square Loyalty: whose it is, by its number, as a card, and the phone number that it was made for. Points are
 * not taken over.
 */
export function mapLoyaltyAccount(account: Payload, { locale }: MapContext<SquareArgs>): Brought {
  const customer = account.maybeText('customer_id');
  // Before 2021 there was a list of them.
  const mapping = account.maybeObject('mapping') ?? account.list('mappings')[0];
  return {
    profiles: [
      {
        ...(customer ? { id: customer } : {}),
        identifiers: usableIdentifiers(
          [
            { kind: 'loyalty_card', value: account.text('id') },
            { kind: 'phone', value: mapping?.maybeText('phone_number') ?? mapping?.maybeText('value') },
          ],
          locale.country,
        ),
        time: account.maybeTime('updated_at') ?? account.time('created_at'),
      },
    ],
  };
}
