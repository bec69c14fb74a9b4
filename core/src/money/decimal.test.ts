import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimal,
  decimalText,
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
