import type { Payload } from '@chaland/core';

/**
 * Which of its two amounts counts: what the customer was asked for, or the same in the shop's currency. `plain` where
 * there are no sets of both, as in old versions: amounts beside the sets' places are the shop's, `price` for `price_set`.
 */
export type Side = 'presentment' | 'shop' | 'plain';

export interface Purse {
  side: Side;
  /** ISO 4217. */
  currency: string;
}

/** @param set where the money set stands: `{ shop_money: { amount, currency_code }, presentment_money: … }` */
export function purseOf(object: Payload, set: string, side: 'presentment' | 'shop'): Purse {
  if (object.maybeObject(set) === undefined && object.maybeText(plain(set)) !== undefined) {
    return { side: 'plain', currency: object.currency('currency') };
  }
  return { side, currency: object.currency(`${set}/${side}_money/currency_code`) };
}

const plain = (set: string): string => set.replace(/_set$/, '');

const placeOf = (set: string, side: Side): string =>
  side === 'plain' ? plain(set) : `${set}/${side}_money/amount`;

/** Minor units of a money set. */
export const amountOf = (object: Payload, set: string, { side, currency }: Purse): number =>
  object.money(placeOf(set, side), currency);

/** The same, 0 where there is none. */
export const maybeAmountOf = (object: Payload, set: string, { side, currency }: Purse): number =>
  object.maybeMoney(placeOf(set, side), currency) ?? 0;

/** A price for one, with all of its places. */
export const priceOf = (object: Payload, set: string, { side }: Purse): string =>
  object.decimal(placeOf(set, side));
