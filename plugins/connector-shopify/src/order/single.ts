import { moneyText } from '@chaland/core';

/** A line that is an amount and nothing more. */
export const single = <Kind extends string>(
  id: string,
  kind: Kind,
  name: string,
  amount: number,
  currency: string,
) => ({ id, kind, name, quantity: 1, unitPrice: moneyText(amount, currency), amount, discounts: [] });
