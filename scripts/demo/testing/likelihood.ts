import { logGamma } from './log-gamma.ts';

/** What a model sees of a buyer's timing, in weeks. */
export interface Timing {
  /** Repeat purchases: x. */
  repeats: number;
  /** From the first purchase to the last: t_x. */
  last: number;
  /** From the first purchase to the end: T. */
  observed: number;
}

/** BG/NBD's log-likelihood of (r, α, a, b): equation 6 of Fader, Hardie and Lee (2005), as Γ's that stay in range. */
export function timingLikelihood(buyers: readonly Timing[], [r, alpha, a, b]: readonly number[]): number {
  if (!r || !alpha || !a || !b) return Number.NEGATIVE_INFINITY;
  const byRepeats = tabulated(
    (x) =>
      logGamma(r + x) -
      logGamma(r) +
      r * Math.log(alpha) +
      logGamma(a + b) +
      logGamma(b + x) -
      logGamma(b) -
      logGamma(a + b + x),
  );
  let sum = 0;
  for (const { repeats: x, last, observed } of buyers) {
    const stayed = (alpha + observed) ** -(r + x);
    const left = x > 0 ? (a / (b + x - 1)) * (alpha + last) ** -(r + x) : 0;
    sum += byRepeats(x) + Math.log(stayed + left);
  }
  return sum;
}

/** What a model sees of a buyer's spending. */
export interface Spending {
  receipts: number;
  /** Euros a receipt. */
  mean: number;
}

/** Gamma-gamma's log-likelihood of (p, q, γ): equation 1a of Fader and Hardie (2013). */
export function spendingLikelihood(buyers: readonly Spending[], [p, q, gamma]: readonly number[]): number {
  if (!p || !q || !gamma) return Number.NEGATIVE_INFINITY;
  const byReceipts = tabulated(
    (x) => logGamma(p * x + q) - logGamma(p * x) - logGamma(q) + q * Math.log(gamma) + p * x * Math.log(x),
  );
  let sum = 0;
  for (const { receipts: x, mean } of buyers) {
    sum += byReceipts(x) + (p * x - 1) * Math.log(mean) - (p * x + q) * Math.log(gamma + x * mean);
  }
  return sum;
}

/** A function of a count, computed once for each. */
function tabulated(of: (count: number) => number): (count: number) => number {
  const table: number[] = [];
  return (count) => {
    table[count] ??= of(count);
    return table[count];
  };
}
