import { decimal, decimalText } from '@chaland/core';
import type { Tax } from '@chaland/sales/contract';
import type { Element } from '../xml/element.ts';
import type { Head } from './head.ts';
import type { Item } from './item.ts';
import { moneyIn, shareOut, sumOf } from './money.ts';

/** A tax as the log states it, of a line or of the whole transaction. */
export interface StatedTax {
  element: Element;
  /** Minor units; undefined where only the rate is stated. */
  amount: number | undefined;
  rate: number | undefined;
}

export function taxesOf(parent: Element, { currency }: Head): StatedTax[] {
  return parent
    .all('Tax')
    .filter((tax) => !tax.flag('VoidFlag'))
    .map((element) => {
      const amount = element.child('Amount');
      const percent = element.maybe('Percent', 'TaxPercent');
      return {
        element,
        amount: amount?.text ? moneyIn(amount, currency) : undefined,
        rate: percent === undefined ? undefined : Math.abs(Number(percent)),
      };
    });
}

/** Taxes of the whole transaction stand on lines of their own. */
export const wholeTaxes = (retail: Element, head: Head): StatedTax[] =>
  retail
    .all('LineItem')
    .filter((line) => !line.flag('VoidFlag') && !line.flag('CancelFlag'))
    .flatMap((line) => taxesOf(line, head));

/** What the log says of the prices themselves; undefined where it says nothing. */
export function includedFlag(items: readonly Item[]): boolean | undefined {
  for (const { element } of items) {
    const said = element.maybe('TaxIncludedInPriceFlag') ?? element.attribute('TaxIncludedInPriceFlag');
    if (said !== undefined) return /^(true|1|y)/i.test(said);
  }
  return undefined;
}

/**
 * The tax of each line: its own, or its share of those that are stated for the whole transaction only.
 * @param nets of the items, after all discounts
 */
export function lineTaxes(
  items: readonly Item[],
  nets: readonly number[],
  own: readonly StatedTax[][],
  whole: readonly StatedTax[],
  included: boolean,
): (Tax | undefined)[] {
  if (own.some((taxes) => taxes.length > 0)) {
    return own.map((taxes, index) => ownTax(taxes, nets[index]!, included));
  }
  const amounts: number[] = items.map(() => 0);
  const rates: number[] = items.map(() => 0);
  for (const tax of whole) {
    if (tax.amount === undefined) continue;
    const bears = bearersOf(tax, items, nets);
    const shares = shareOut(
      tax.amount,
      nets.map((net, index) => (bears[index] ? Math.abs(net) : 0)),
    );
    const base = sumOf(nets.map((net, index) => (bears[index] ? Math.abs(net) : 0)));
    const rate = tax.rate ?? (base === 0 ? 0 : Math.abs(tax.amount / base) * 100);
    for (const [index, share] of shares.entries()) {
      if (!bears[index]) continue;
      amounts[index]! += share;
      rates[index]! += rate;
    }
  }
  return amounts.map((amount, index) =>
    rates[index] === 0 && amount === 0
      ? undefined
      : { rate: rateText(rates[index]!), amount: Math.abs(amount) },
  );
}

function ownTax(taxes: readonly StatedTax[], net: number, included: boolean): Tax | undefined {
  if (taxes.length === 0) return undefined;
  const rate = sumOf(taxes.map((tax) => tax.rate ?? 0));
  const stated = taxes.every(({ amount }) => amount !== undefined);
  const amount = stated
    ? Math.abs(sumOf(taxes.map((tax) => tax.amount!)))
    : Math.round(Math.abs(net) * (included ? rate / (100 + rate) : rate / 100));
  const known = rate > 0 || amount === 0 ? rate : (amount / Math.max(Math.abs(net), 1)) * 100;
  return { rate: rateText(known), amount };
}

/**
 * Which lines bear a tax. NCR writes the taxes of a line as `Itemizers Tax1="true"`; others name a group; else it is
 * every line that isn't marked as free of tax.
 */
function bearersOf({ element }: StatedTax, items: readonly Item[], nets: readonly number[]): boolean[] {
  const id = element.attribute('TaxID');
  if (id !== undefined) {
    const marked = items.map((item) => item.element.child('Itemizers')?.flag(`Tax${id}`) ?? false);
    if (marked.some((one, index) => one && nets[index] !== 0)) return marked;
  }
  const group = element.maybe('TaxGroupID', 'TaxRuleID');
  if (group !== undefined) {
    const grouped = items.map((item) => item.element.maybe('TaxGroupID', 'TaxRuleID') === group);
    if (grouped.some((one, index) => one && nets[index] !== 0)) return grouped;
  }
  const taxable = items.map(
    (item) => !/^(false|0|n)/i.test(item.element.attribute('TaxableFlag') ?? 'true') && item.kind !== 'tip',
  );
  return taxable.some((one, index) => one && nets[index] !== 0) ? taxable : items.map(() => true);
}

/** At most three digits and six places, without zeros at the end. */
function rateText(rate: number): string {
  const text = decimalText(decimal(Math.min(rate, 999).toFixed(6)));
  return text.replace(/\.?0+$/, '') || '0';
}
