import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { activeCurrencies, digitsOf, isCurrency } from './currency.ts';
import { decimal, multiplyDecimals } from './decimal.ts';
import { formatMoney, moneyText, toMinorUnits } from './money.ts';

const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('each currency has the places that ISO 4217 gives it', () => {
  assert.deepEqual(['EUR', 'JPY', 'TND', 'IQD', 'HUF'].map(digitsOf), [2, 0, 3, 3, 2]);
});

test('a currency that does not exist is refused', () => {
  for (const code of ['EUX', 'eur', 'XXX', 'XAU', '', 'FRF']) assert.equal(isCurrency(code), false, code);
  assert.throws(() => digitsOf('EUX'), /EUX/);
});

test('every active currency is known to Intl as well', () => {
  const known = new Set(Intl.supportedValuesOf('currency'));
  // The Venezuelan digital bolívar is missing in CLDR's list.
  assert.deepEqual(
    activeCurrencies.filter((code) => !known.has(code)),
    ['VED'],
  );
});

test('an amount in minor units is the same amount as its text', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom(...activeCurrencies), (minor, currency) => {
      assert.equal(toMinorUnits(decimal(moneyText(minor, currency)), currency), minor);
    }),
  );
});

test('a price with more places than the currency is rounded once, half-even', () => {
  const amount = (quantity: string, price: string) =>
    toMinorUnits(multiplyDecimals(decimal(quantity), decimal(price)), 'GBP');
  assert.equal(amount('1', '0.125'), 12);
  assert.equal(amount('3', '0.125'), 38);
  assert.equal(amount('0.350', '12.90'), 452);
});

test('an amount that a number cannot count is refused', () => {
  assert.throws(() => toMinorUnits(decimal('1e17'), 'EUR'), RangeError);
});

test('money is written as people read it, to the last cent', () => {
  assert.equal(spaced(formatMoney(4590, 'EUR', 'fr')), '45,90 €');
  assert.equal(formatMoney(4590, 'EUR', 'en'), '€45.90');
  assert.equal(spaced(formatMoney(-1200, 'JPY', 'fr')), '-1 200 JPY');
  assert.equal(formatMoney(9007199254740991, 'EUR', 'en'), '€90,071,992,547,409.91');
});
