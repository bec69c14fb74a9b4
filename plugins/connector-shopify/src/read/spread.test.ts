import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { spread } from './spread.ts';

test('shares add up to the amount, and none is off by a whole minor unit', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000_000),
      fc
        .array(fc.nat(10_000_000), { minLength: 1, maxLength: 12 })
        .filter((weights) => weights.some((one) => one > 0)),
      (amount, weights) => {
        const shares = spread(amount, weights);
        const whole = weights.reduce((sum, weight) => sum + weight, 0);
        assert.equal(
          shares.reduce((sum, share) => sum + share, 0),
          amount,
        );
        for (const [at, share] of shares.entries())
          assert(Math.abs(share - (amount * weights[at]!) / whole) < 1.001);
      },
    ),
  );
});
