import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimal,
  decimalText,
  divideDecimals,
  multiplyDecimals,
  parseDecimal,
  roundHalfEven,
} from './decimal.ts';

const decimals = fc.record({ units: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), scale: fc.nat(8) });
const same = (a: Decimal, b: Decimal) => compareDecimals(a, b) === 0;

test('a decimal written and read again is the same number', () => {
  fc.assert(fc.property(decimals, (value) => assert.deepEqual(decimal(decimalText(value)), { ...value })));
});

test('a JSON number is taken for the decimal that writes it', () => {
  assert.deepEqual(decimal(0.1), { units: 1n, scale: 1 });
  assert.deepEqual(decimal(1e-7), { units: 1n, scale: 7 });
  assert.deepEqual(decimal(1e21), { units: 10n ** 21n, scale: 0 });
});

test('what is not a decimal number is not taken for one', () => {
  for (const text of [
    '',
    '.',
    '1,5',
    '0x10',
    'NaN',
    '1.',
    ' 1',
    '1e999',
    '9'.repeat(61),
    Number.NaN,
    Infinity,
  ])
    assert.equal(parseDecimal(text), undefined, String(text));
  assert.throws(() => decimal('1,5'), RangeError);
});

test('sums and products are exact, whatever the order', () => {
  fc.assert(
    fc.property(decimals, decimals, decimals, (a, b, c) => {
      assert(same(addDecimals(a, addDecimals(b, c)), addDecimals(addDecimals(c, b), a)));
      assert(
        same(
          multiplyDecimals(a, addDecimals(b, c)),
          addDecimals(multiplyDecimals(a, b), multiplyDecimals(c, a)),
        ),
      );
    }),
  );
});

test('rounding moves a number by half a unit at most, and a tie to the even neighbour', () => {
  fc.assert(
    fc.property(decimals, fc.nat(6), (value, places) => {
      const rounded = roundHalfEven(value, places);
      const twice = 2n * (rounded.units * 10n ** 8n - value.units * 10n ** BigInt(8 - value.scale + places));
      const off = twice < 0n ? -twice : twice;
      assert(off <= 10n ** 8n);
      if (off === 10n ** 8n) assert.equal(rounded.units % 2n, 0n);
    }),
  );
});

test('halves round to even on both sides of zero', () => {
  const cents = (text: string) => decimalText(roundHalfEven(decimal(text), 2));
  assert.deepEqual(['0.005', '0.015', '0.025', '-0.005', '-0.015', '-0.0251'].map(cents), [
    '0.00',
    '0.02',
    '0.02',
    '0.00',
    '-0.02',
    '-0.03',
  ]);
});

test('a quotient is within half a unit of its last place, and exact where it can be', () => {
  fc.assert(
    fc.property(decimals, decimals, fc.nat(8), (a, b, places) => {
      fc.pre(b.units !== 0n);
      const quotient = divideDecimals(a, b, places);
      const off = addDecimals(multiplyDecimals(quotient, b), { ...a, units: -a.units });
      const most = { units: b.units < 0n ? -b.units : b.units, scale: b.scale + places };
      const twice = { units: 2n * (off.units < 0n ? -off.units : off.units), scale: off.scale };
      assert(compareDecimals(twice, most) <= 0);
    }),
  );
  assert.equal(decimalText(divideDecimals(decimal('10'), decimal('3'), 4)), '3.3333');
  assert.equal(decimalText(divideDecimals(decimal('1'), decimal('8'), 2)), '0.12');
  assert.equal(decimalText(divideDecimals(decimal('-0.3'), decimal('2'), 1)), '-0.2');
  assert.throws(() => divideDecimals(decimal(1), decimal(0), 2), RangeError);
});
