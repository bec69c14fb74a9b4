import type { Payload } from '@chaland/core';

/** Which of its two amounts counts: what the customer was asked for, or the same in the shop's currency. */
export type Side = 'presentment' | 'shop';

export interface Purse {
  side: Side;
  /** ISO 4217. */
  currency: string;
}

/** @param set where the money set stands: `{ shop_money: { amount, currency_code }, presentment_money: … }` */
export const purseOf = (object: Payload, set: string, side: Side): Purse => ({
  side,
  currency: object.currency(`${set}/${side}_money/currency_code`),
});

/** Minor units of a money set. */
export const amountOf = (object: Payload, set: string, { side, currency }: Purse): number =>
  object.money(`${set}/${side}_money/amount`, currency);

/** The same, 0 where there is none. */
export const maybeAmountOf = (object: Payload, set: string, { side, currency }: Purse): number =>
  object.maybeMoney(`${set}/${side}_money/amount`, currency) ?? 0;

/** A price for one, with all of its places. */
export const priceOf = (object: Payload, set: string, { side }: Purse): string =>
  object.decimal(`${set}/${side}_money/amount`);
