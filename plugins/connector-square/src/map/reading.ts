import type { Payload } from '@chaland/core';

/** What lines of an order, or of a return, refer to by uid. */
export interface Reading {
  currency: string;
  /** False where all taxes are added to the prices. */
  taxIncluded: boolean;
  taxes: ReadonlyMap<string, { rate: string; additive: boolean }>;
  /** Names. */
  discounts: ReadonlyMap<string, string | undefined>;
  /** The retailer's article numbers by the id of the variation, as the catalog had them. */
  skus: Readonly<Record<string, unknown>>;
}

/** @param of an order, or a return within one */
export function readingOf(
  of: Payload,
  [taxes, discounts]: readonly [string, string],
  currency: string,
  skus: Reading['skus'],
): Reading {
  const byUid = of
    .list(taxes)
    .map(
      (tax) =>
        [
          tax.maybeText('uid') ?? '',
          { rate: tax.maybeDecimal('percentage') ?? '0', additive: tax.maybeText('type') !== 'INCLUSIVE' },
        ] as const,
    );
  return {
    currency,
    taxIncluded: byUid.length === 0 || byUid.some(([, { additive }]) => !additive),
    taxes: new Map(byUid),
    discounts: new Map(
      of.list(discounts).map((discount) => [discount.maybeText('uid') ?? '', discount.maybeText('name')]),
    ),
    skus,
  };
}
