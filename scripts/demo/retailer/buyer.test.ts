import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spendingLikelihood, timingLikelihood } from '../testing/likelihood.ts';
import { maximise } from '../testing/maximise.ts';
import { aBuyer } from './buyer.ts';
import { demoPopulation, spending, timing } from './parameters.ts';

const { seed, people } = demoPopulation;
const buyers = Array.from({ length: people }, (_, index) => aBuyer(seed, index + 1));

function assertNear(found: number, truth: number, relative: number, what: string): void {
  assert.ok(
    Math.abs(found / truth - 1) < relative,
    `${what}: ${found} is not ${truth} ± ${relative * 100} %`,
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

test('rates, chances to leave and rates of spending have the mean and variance of their distributions', () => {
  const { r, alpha, a, b } = timing;
  const { q, gamma } = spending;
  const rates = buyers.map(({ rate }) => rate);
  const dropouts = buyers.map(({ dropout }) => dropout);
  const spendRates = buyers.map(({ spendRate }) => spendRate);
  assertNear(mean(rates), r / alpha, 0.03, 'mean of λ');
  assertNear(variance(rates), r / alpha ** 2, 0.06, 'variance of λ');
  assertNear(mean(dropouts), a / (a + b), 0.03, 'mean of p');
  assertNear(variance(dropouts), (a * b) / ((a + b) ** 2 * (a + b + 1)), 0.03, 'variance of p');
  assertNear(mean(spendRates), q / gamma, 0.03, 'mean of ν');
  assertNear(variance(spendRates), q / gamma ** 2, 0.06, 'variance of ν');
});

test("receipts come to the mean of the gamma-gamma, and to each buyer's own", () => {
  const { p, q, gamma } = spending;
  // A mean of people, not of receipts: both models are about people.
  const means = buyers.map(({ amounts }) => mean(amounts) / 100);
  assertNear(mean(means), (p * gamma) / (q - 1), 0.02, 'mean of what people spend, in euros');
  const ratios = buyers.map(({ spendRate }, index) => (means[index]! * spendRate) / p);
  assertNear(mean(ratios), 1, 0.01, "mean of what people spend beside their own distribution's");
});

test('somebody leaves only after a repeat purchase, and nobody who is gone comes back', () => {
  for (const { purchases, observed, alive, amounts } of buyers) {
    assert.equal(amounts.length, purchases.length);
    assert.ok(purchases.every((at, index) => at < observed && at > (purchases[index - 1] ?? -1)));
    if (purchases.length === 1) assert.ok(alive);
  }
  // The share that leaves after a repeat purchase: the mean of beta(a, b), weighted by how often people come.
  const repeats = buyers.reduce((sum, { purchases }) => sum + purchases.length - 1, 0);
  const expected = buyers.reduce((sum, { purchases, dropout }) => sum + dropout * (purchases.length - 1), 0);
  assertNear(
    buyers.filter(({ alive }) => !alive).length / repeats,
    expected / repeats,
    0.03,
    'share leaving',
  );
});

test('maximum likelihood finds r, α, a, b from what a model sees of the timing', () => {
  const seen = buyers.map(({ purchases, observed }) => ({
    repeats: purchases.length - 1,
    last: purchases.at(-1)!,
    observed,
  }));
  const likelihood = (parameters: readonly number[]) => timingLikelihood(seen, parameters);
  const truth = [timing.r, timing.alpha, timing.a, timing.b];
  const found = maximise(likelihood, [1, 1, 1, 1]);
  for (const [index, name] of ['r', 'α', 'a', 'b'].entries())
    assertNear(found[index]!, truth[index]!, 0.1, name);
  // Likelihood ratio: below the 99.9 % quantile of χ² with four degrees of freedom.
  assert.ok(2 * (likelihood(found) - likelihood(truth)) < 18.47);
});

test('maximum likelihood finds p, q, γ from what a model sees of the spending', () => {
  const seen = buyers.map(({ amounts }) => ({ receipts: amounts.length, mean: mean(amounts) / 100 }));
  const likelihood = (parameters: readonly number[]) => spendingLikelihood(seen, parameters);
  const truth = [spending.p, spending.q, spending.gamma];
  const found = maximise(likelihood, [1, 2, 20]);
  for (const [index, name] of ['p', 'q', 'γ'].entries()) assertNear(found[index]!, truth[index]!, 0.1, name);
  // Likelihood ratio: below the 99.9 % quantile of χ² with three degrees of freedom.
  assert.ok(2 * (likelihood(found) - likelihood(truth)) < 16.27);
});

test('a buyer is the same at every call, and another one for another seed', () => {
  assert.deepEqual(aBuyer(seed, 7), buyers[6]);
  assert.notDeepEqual(aBuyer(seed + 1, 7), buyers[6]);
});
