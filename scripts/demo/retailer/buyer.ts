import { beta, exponential, gamma } from '../draw/distributions.ts';
import { randomOf } from '../draw/random.ts';
import { spending, timing, weeks } from './parameters.ts';

/** What is true of one simulated buyer, and what no model sees. */
export interface Buyer {
  number: number;
  /** λ: purchases a week for as long as they are there. */
  rate: number;
  /** p: the chance that they leave after a repeat purchase. */
  dropout: number;
  /** Whether they are still there when the history ends. */
  alive: boolean;
  /** ν, of their receipts' gamma distribution. */
  spendRate: number;
  /** Weeks from their first purchase to the end of the history: T. */
  observed: number;
  /** When they bought, in weeks since their first purchase, which is the 0 at the beginning. */
  purchases: readonly number[];
  /** What each purchase came to, in cents. */
  amounts: readonly number[];
}

/**
 * Draws one buyer's purchases: the same at every call. After the first purchase they come back as a Poisson
 * process, and after each time they do, they may have left for good (nobody leaves after the first purchase: so
 * it is in the model). Streams of their own keep timing and spending independent, as both models presume.
 */
export function aBuyer(seed: number, number: number): Buyer {
  const random = randomOf(seed, 'timing', number);
  const rate = gamma(random, timing.r, timing.alpha);
  const dropout = beta(random, timing.a, timing.b);
  // Most people came early in the two years: the density grows towards the beginning.
  const observed = weeks * Math.sqrt(1 - random.next());
  const purchases = [0];
  let alive = true;
  let at = exponential(random, rate);
  while (alive && at < observed) {
    purchases.push(at);
    alive = !random.chance(dropout);
    at += exponential(random, rate);
  }

  const purse = randomOf(seed, 'spending', number);
  const spendRate = gamma(purse, spending.q, spending.gamma);
  const amounts = purchases.map(() =>
    // No till sells for nothing.
    Math.max(1, Math.round(100 * gamma(purse, spending.p, spendRate))),
  );
  return { number, rate, dropout, alive, spendRate, observed, purchases, amounts };
}
