import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beta, exponential, gamma } from './distributions.ts';
import { type Random, randomOf } from './random.ts';

const count = 200_000;

/** Mean and variance of many draws have to be what theory says, to about five standard errors. */
function assertMoments(draw: (random: Random) => number, mean: number, variance: number): void {
  const random = randomOf('moments', mean, variance);
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < count; index++) {
    const value = draw(random);
    sum += value;
    squares += (value - mean) ** 2;
  }
  const within = (found: number, expected: number, tolerance: number) =>
    assert.ok(Math.abs(found - expected) < tolerance, `${found} is not ${expected} ± ${tolerance}`);
  within(sum / count, mean, 5 * Math.sqrt(variance / count));
  within(squares / count, variance, 0.05 * variance);
}

test('uniform draws have the mean and variance of theory, and lie from 0 to below 1', () => {
  assertMoments(({ next }) => next(), 1 / 2, 1 / 12);
  const random = randomOf('range');
  for (let index = 0; index < count; index++) {
    const value = random.next();
    assert.ok(value >= 0 && value < 1);
  }
});

test('exponential draws have mean 1 / rate and variance 1 / rate²', () => {
  assertMoments((random) => exponential(random, 0.4), 2.5, 6.25);
});

test('gamma draws have mean shape / rate and variance shape / rate², also below shape 1', () => {
  for (const [shape, rate] of [
    [0.3, 2],
    [1, 0.5],
    [4.5, 60],
  ] as const) {
    assertMoments((random) => gamma(random, shape, rate), shape / rate, shape / rate ** 2);
  }
});

test('beta draws have mean a / (a + b) and variance ab / ((a + b)² (a + b + 1))', () => {
  for (const [a, b] of [
    [0.8, 2.4],
    [3, 1.5],
  ] as const) {
    assertMoments((random) => beta(random, a, b), a / (a + b), (a * b) / ((a + b) ** 2 * (a + b + 1)));
  }
});

test('the same names give the same stream, and similar names streams that have nothing in common', () => {
  const draws = (...names: (string | number)[]) => {
    const random = randomOf(...names);
    return Array.from({ length: 1000 }, () => random.next());
  };
  assert.deepEqual(draws(1, 'person', 42), draws(1, 'person', 42));
  const [one, other] = [draws(1, 'person', 42), draws(1, 'person', 43)];
  const covariance =
    one.reduce((sum, value, index) => sum + (value - 0.5) * (other[index]! - 0.5), 0) / one.length;
  assert.ok(Math.abs(covariance) < 5 / 12 / Math.sqrt(one.length), String(covariance));
  assert.notDeepEqual(draws(1, 2), draws(12));
});
