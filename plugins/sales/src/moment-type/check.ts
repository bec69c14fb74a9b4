import {
  addDecimals,
  compareDecimals,
  decimal,
  type Fault,
  isCurrency,
  moneyText,
  multiplyDecimals,
  toMinorUnits,
} from '@chaland/core';
import type { Receipt, Return, ReturnedKind, SaleLine } from '../contract.ts';
import { isGtin } from './gtin.ts';
import { dueOf } from './value.ts';

/**
 * What the schema can't say. Sums may be off by one minor unit for each line, because tills round per line or
 * per receipt; the amount of a line whose discounts are told, by one minor unit.
 */
export function checkSale(sale: Receipt | Return): Fault[] {
  if (!isCurrency(sale.currency)) {
    return [{ pointer: '/currency', message: `"${sale.currency}" is not an ISO 4217 currency` }];
  }
  const faults = sale.lines.flatMap((line, index) => checkLine(line, sale.currency, `/lines/${index}`));
  // Sums of wrong lines would only say the same thing again.
  return faults.length > 0 ? faults : checkSums(sale);
}

const zero = decimal(0);

/** Kinds that say by themselves what was sold. */
const nameless = new Set<ReturnedKind>([
  'shipping',
  'gift_card',
  'credit_note',
  'deposit',
  'tip',
  'donation',
  'allowance',
]);

function checkLine(line: SaleLine & { kind?: ReturnedKind }, currency: string, at: string): Fault[] {
  const faults: Fault[] = [];
  if (compareDecimals(decimal(line.quantity), zero) <= 0) {
    faults.push({
      pointer: `${at}/quantity`,
      message: 'A quantity is more than zero; goods that come back are a moment of type "return"',
    });
    return faults;
  }
  if (line.sku === undefined && line.name === undefined && !nameless.has(line.kind ?? 'goods')) {
    faults.push({ pointer: `${at}/sku`, message: 'A line has the number of its article, or a name' });
  }
  if (line.gtin !== undefined && !isGtin(line.gtin)) {
    faults.push({ pointer: `${at}/gtin`, message: 'The check digit of this GTIN is wrong' });
  }
  if (line.discounts) {
    const price = multiplyDecimals(decimal(line.quantity), decimal(line.unitPrice));
    const discounts = line.discounts.reduce((sum, { amount }) => sum + amount, 0);
    const due = toMinorUnits(addDecimals(price, decimal(`-${moneyText(discounts, currency)}`)), currency);
    if (Math.abs(due - line.amount) > 1) {
      faults.push({
        pointer: `${at}/amount`,
        message: `quantity × unitPrice − discounts is ${due}, not ${line.amount}`,
      });
    }
  }
  return faults;
}

function checkSums(sale: Receipt | Return): Fault[] {
  const { lines, totals = {}, tenders, taxIncluded = true } = sale;
  const faults: Fault[] = [];
  const expect = (pointer: string, stated: number | undefined, sum: number | undefined, message: string) => {
    if (stated === undefined || sum === undefined || Math.abs(stated - sum) <= lines.length) return;
    faults.push({ pointer, message: `${message} add up to ${sum}, not ${stated}` });
  };
  const discount = sumWhereAllTell(lines, ({ discounts }) =>
    discounts?.reduce((sum, { amount }) => sum + amount, 0),
  );
  const tax = sumWhereAllTell(lines, (line) => line.tax?.amount);
  const amounts = lines.reduce((sum, { amount }) => sum + amount, 0);
  const due = dueOf(sale) + (totals.rounding ?? 0);
  if (due < -lines.length) {
    const message = `The lines add up to ${due}: what is paid back is a moment of type "return", with positive amounts`;
    return [{ pointer: '/lines', message }];
  }

  expect(
    '/totals/gross',
    totals.gross,
    discount === undefined ? undefined : amounts + discount,
    'The lines before discounts',
  );
  expect('/totals/discount', totals.discount, discount, 'The discounts of the lines');
  expect('/totals/tax', totals.tax, tax, 'The taxes of the lines');
  expect('/totals/total', totals.total, due, taxIncluded ? 'The lines' : 'The lines and their taxes');
  const paid = tenders?.reduce((sum, { amount }) => sum + amount, 0);
  if (paid !== undefined && Math.abs(paid - (totals.total ?? due)) > lines.length) {
    const message = `The tenders add up to ${paid}, and ${totals.total ?? due} was due`;
    faults.push({ pointer: '/tenders', message });
  }
  return faults;
}

function sumWhereAllTell(
  lines: readonly SaleLine[],
  of: (line: SaleLine) => number | undefined,
): number | undefined {
  let sum = 0;
  for (const line of lines) {
    const amount = of(line);
    if (amount === undefined) return undefined;
    sum += amount;
  }
  return sum;
}
