import { decimal, decimalText, digitsOf, divideDecimals, type Payload } from '@chaland/core';

/** How the amounts of an order are to be read. Those of its lines are net, whatever the prices of the shop contain. */
export interface Reading {
  currency: string;
  /** Whether the shop shows its prices with tax: receipts say them as they were shown. */
  taxIncluded: boolean;
  /** Per cent by the id of the rate, as far as the shop tells. */
  rates: ReadonlyMap<string, string>;
}

export const readingOf = (order: Payload): Reading => ({
  currency: order.currency('currency'),
  taxIncluded: order.maybeFlag('prices_include_tax') ?? false,
  rates: new Map(
    order.list('tax_lines').flatMap((tax) => {
      const rate = tax.maybeDecimal('rate_percent');
      return rate === undefined ? [] : [[tax.text('rate_id'), rate] as const];
    }),
  ),
});

/** The price of one, of what several cost in minor units: 1000 for 3 in EUR is `3.33333333`. */
export function priceOfOne(minor: number, quantity: string, currency: string): string {
  const digits = digitsOf(currency);
  const price = divideDecimals({ units: BigInt(minor), scale: digits }, decimal(quantity), digits + 6);
  return decimalText(price)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
