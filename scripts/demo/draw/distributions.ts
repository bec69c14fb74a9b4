import type { Random } from './random.ts';

/** The time to the next event of a Poisson process; mean 1 / rate. */
export const exponential = (random: Random, rate: number): number => -Math.log(1 - random.next()) / rate;

/** Standard normal, by Box and Muller (1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/**
 * Gamma with mean shape / rate and variance shape / rate². Marsaglia and Tsang, "A simple method for generating
 * gamma variables", ACM TOMS 26 (2000); for a shape below 1 their boost of a draw with shape + 1.
 */
export function gamma(random: Random, shape: number, rate: number): number {
  if (shape < 1) return gamma(random, shape + 1, rate) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v))
      return (d * v) / rate;
  }
}

/** Beta with mean a / (a + b): the share of one gamma in two. */
export function beta(random: Random, a: number, b: number): number {
  const mine = gamma(random, a, 1);
  return mine / (mine + gamma(random, b, 1));
}
