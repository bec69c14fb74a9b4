import type { Payload } from '@chaland/core';
import type { Discount, SoldLine, Tax } from '@chaland/sales/contract';
import { minor, priceOfOne, sumOf, sumOfRates } from './money.ts';
import type { Reading } from './reading.ts';

const none: Tax = { rate: '0', amount: 0 };

/**
 * An item that was sold or came back. Its amount is what Square collects for it, modifiers and spread service charges
 * included; without its tax where all taxes of the order are added to the prices.
 * @returns undefined for a quantity of nothing
 */
export function itemLine(item: Payload, reading: Reading): SoldLine | undefined {
  const quantity = item.decimal('quantity');
  if (/^0*\.?0*$/.test(quantity)) return undefined;
  const { currency, taxIncluded } = reading;
  const tax = minor(item, 'total_tax_money');
  const amount = minor(item, 'total_money') - (taxIncluded ? 0 : tax);
  const discounts = discountsOf(item, reading);
  const before = amount + discounts.reduce((sum, one) => sum + one.amount, 0);
  const variation = item.maybeText('catalog_object_id');
  const sku = variation === undefined ? undefined : skuOf(variation, reading);
  const modifiers = item.list('modifiers').concat(item.list('return_modifiers'));
  const names = modifiers.flatMap((modifier) => modifier.maybeText('name') ?? []);
  return {
    ...idOf(item),
    ...(item.maybeText('item_type') === 'GIFT_CARD' ? { kind: 'gift_card' as const } : {}),
    ...(sku === undefined ? {} : { sku }),
    name: nameOf(item),
    quantity,
    unitPrice: priceOfOne(before, quantity, item.maybeInteger('base_price_money/amount'), currency),
    amount,
    discounts,
    tax: taxOf(item, tax, reading),
    ...(names.length > 0 ? { attributes: { modifiers: names } } : {}),
  };
}

/** Service charges that stand beside the items; those that are spread over them are in their amounts. */
export function chargeLines(charges: readonly Payload[], reading: Reading): SoldLine[] {
  return charges.flatMap((charge): SoldLine[] => {
    if (charge.maybeText('treatment_type') === 'APPORTIONED_TREATMENT') return [];
    const tax = minor(charge, 'total_tax_money');
    const total = charge.maybeInteger('total_money/amount') ?? minor(charge, 'applied_money');
    const amount = total - (reading.taxIncluded ? 0 : tax);
    if (amount === 0 && tax === 0) return [];
    return [
      {
        ...idOf(charge),
        kind: charge.maybeText('type') === 'AUTO_GRATUITY' ? 'tip' : 'fee',
        name: charge.maybeText('name')?.slice(0, 500) ?? 'Service charge',
        quantity: '1',
        unitPrice: priceOfOne(amount, '1', amount, reading.currency),
        amount,
        tax: taxOf(charge, tax, reading),
      },
    ];
  });
}

/** @param amount minor units */
export const plainLine = (
  kind: 'tip' | 'allowance',
  amount: number,
  { currency }: Pick<Reading, 'currency'>,
) => ({
  kind,
  quantity: '1',
  unitPrice: priceOfOne(amount, '1', amount, currency),
  amount,
  tax: none,
});

const idOf = (of: Payload): { id?: string } => {
  const uid = of.maybeText('uid');
  return uid === undefined ? {} : { id: uid };
};

const skuOf = (variation: string, { skus }: Reading): string => {
  const sku = skus[variation];
  return (typeof sku === 'string' && sku.trim() !== '' ? sku.trim() : variation).slice(0, 200);
};

/** `Regular` is what Square calls the one variation of an item that has no others. */
function nameOf(item: Payload): string {
  const name =
    item.maybeText('name') ?? (item.maybeText('item_type') === 'GIFT_CARD' ? 'Gift card' : 'Custom amount');
  const variation = item.maybeText('variation_name');
  const told =
    variation === undefined || variation === 'Regular' || variation === name
      ? name
      : `${name} – ${variation}`;
  return told.slice(0, 500);
}

function taxOf(of: Payload, amount: number, { taxes }: Reading): Tax {
  const rates = of
    .list('applied_taxes')
    .flatMap((applied) => taxes.get(applied.maybeText('tax_uid') ?? '')?.rate ?? []);
  return amount === 0 && rates.length === 0 ? none : { rate: sumOfRates(rates), amount };
}

function discountsOf(item: Payload, { discounts }: Reading): Discount[] {
  const total = minor(item, 'total_discount_money');
  if (total <= 0) return [];
  const applied = item.list('applied_discounts').filter((one) => minor(one, 'applied_money') > 0);
  if (applied.length > 50 || sumOf(applied, 'applied_money') !== total) return [{ amount: total }];
  return applied.map((one) => {
    const label = discounts.get(one.maybeText('discount_uid') ?? '')?.slice(0, 200);
    return { amount: minor(one, 'applied_money'), ...(label ? { label } : {}) };
  });
}
