import type { PoslogArgs } from '../args.ts';
import { problem } from '../problem.ts';
import type { Element } from '../xml/element.ts';
import type { Head } from './head.ts';
import type { Item } from './item.ts';
import { moneyIn, sumOf } from './money.ts';
import { includedFlag, type StatedTax, taxesOf, wholeTaxes } from './taxes.ts';
import type { Payment } from './tenders.ts';
import { type WholeDiscount, wholeDiscounts } from './told-discounts.ts';

/**
 * How the amounts of a transaction are meant. Tills differ: the amount of a line is before its discounts in one and after
 * them in another, prices contain tax or don't, and a discount of the whole is shared among the lines or not. The total
 * decides: what adds up to it is how it was meant.
 */
export interface Reading {
  /** Of each item, after its own discounts; those of the whole are still to be taken off. */
  nets: number[];
  /** Of the whole, where the lines don't contain them. */
  whole: WholeDiscount[];
  included: boolean;
  own: StatedTax[][];
  wholeTaxes: StatedTax[];
}

interface Stated {
  head: Head;
  args: PoslogArgs;
  payment: Payment;
  /** What takes back an earlier transaction often repeats its total, or has none. */
  lenient: boolean;
}

/** @throws POSLOG_TOTAL where nothing adds up to the total */
export function readingOf(retail: Element, items: readonly Item[], stated: Stated): Reading {
  const { head, args, payment, lenient } = stated;
  const own = items.map(({ element }) => taxesOf(element, head));
  const whole = wholeTaxes(retail, head);
  const discounts = wholeDiscounts(retail, head);
  const onlyBack = items.every(({ back }) => back);
  const discounted = sumOf(discounts.map(({ amount }) => amount));
  const signs = items.map(({ back }) => (back && !onlyBack ? -1 : 1));
  const signed = (amounts: readonly number[]) =>
    sumOf(amounts.map((amount, index) => amount * signs[index]!));
  const ownTax = own.some((taxes) => taxes.some(({ amount }) => amount !== undefined));
  const tax = ownTax
    ? signed(own.map((taxes) => Math.abs(sumOf(taxes.map(({ amount }) => amount ?? 0)))))
    : sumOf(whole.map(({ amount }) => amount ?? 0));

  const grand = grandTotal(retail, head);
  const goal = grand ?? payment.paid;
  const candidates: { reading: Reading; off: number }[] = [];
  for (const nets of netsOf(items)) {
    for (const taken of discounts.length === 0 ? [false] : takenFirst(items)) {
      for (const included of includedFirst(items, head, args)) {
        const value =
          signed(nets) - (taken ? discounted : 0) + (included ? 0 : onlyBack ? Math.abs(tax) : tax);
        candidates.push({
          reading: { nets, whole: taken ? discounts : [], included, own, wholeTaxes: whole },
          off: goal === undefined ? 0 : distance(value, goal, payment, onlyBack),
        });
      }
    }
  }
  const best = candidates.reduce((a, b) => (b.off < a.off ? b : a));
  if (grand !== undefined && !lenient && best.off > items.length) {
    throw problem('POSLOG_TOTAL', {
      pointer: `${retail.path}/Total`,
      detail: `the lines are ${best.off} minor units away from the total, ${Math.abs(grand)}`,
    });
  }
  return best.reading;
}

/** Each way to read the amounts of the lines, the likeliest first. */
function netsOf(items: readonly Item[]): number[][] {
  const off = (item: Item) => sumOf(item.told.map(({ amount }) => amount));
  const likely = items.map((item) => {
    const told = off(item);
    if (told === 0 || item.gross === undefined) return item.extended;
    if (Math.abs(item.gross - told - item.extended) <= 1) return item.extended;
    return Math.abs(item.gross - item.extended) <= 1 ? item.extended - told : item.extended;
  });
  if (items.every((item) => off(item) === 0)) return [likely];
  return [likely, items.map(({ extended }) => extended), items.map((item) => item.extended - off(item))];
}

/** Where lines have discounts of their own, that of the whole is likelier to be among them. */
const takenFirst = (items: readonly Item[]) =>
  items.some(({ told }) => told.length > 0) ? [false, true] : [true, false];

/** Where nothing else tells, tax comes on top in North America only. */
function includedFirst(items: readonly Item[], { currency }: Head, { taxIncluded }: PoslogArgs): boolean[] {
  if (taxIncluded !== 'auto') return [taxIncluded === 'yes'];
  const likely = includedFlag(items) ?? !['USD', 'CAD'].includes(currency);
  return [likely, !likely];
}

/** How far a value is from the total, which may have been rounded for cash, and may contain a tip. */
function distance(value: number, goal: number, { rounding, tip }: Payment, onlyBack: boolean): number {
  const from = (total: number) => {
    const off = onlyBack ? Math.abs(Math.abs(value) - Math.abs(total)) : Math.abs(value - total);
    return Math.max(0, off - rounding);
  };
  // A total of goods that were exchanged has no sign in some logs.
  const unsigned = value < 0 && goal > 0 ? from(-goal) : Number.POSITIVE_INFINITY;
  return Math.min(from(goal), unsigned, tip > 0 ? from(goal - tip) : Number.POSITIVE_INFINITY);
}

export function grandTotal(retail: Element, { currency }: Head): number | undefined {
  const totals = retail.all('Total');
  const total = totals.find(
    (one) =>
      /^(.*:)?TransactionGrandAmount$/.test(one.attribute('TotalType') ?? '') &&
      // Of a mixed transaction some tills state both parts.
      !/^return$/i.test(one.attribute('TypeCode') ?? ''),
  );
  return total?.text ? moneyIn(total, currency) : undefined;
}
