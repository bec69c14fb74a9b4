/**
 * When people buy: BG/NBD, of Fader, Hardie and Lee, "Counting Your Customers the Easy Way", Marketing Science 24
 * (2005). The time unit is a week.
 */
export const timing = {
  /** A buyer's rate of purchases a week: gamma with shape r and rate α, mean r / α. */
  r: 0.9,
  alpha: 12,
  /** The chance that they leave after a repeat purchase: beta(a, b), mean a / (a + b). */
  a: 0.8,
  b: 2.4,
} as const;

/**
 * What they spend: gamma-gamma, of Fader and Hardie, "The Gamma-Gamma Model of Monetary Value" (2013). In euros,
 * a receipt each, the first one too, independent of when they buy.
 */
export const spending = {
  /** A receipt is gamma with shape p and the buyer's own rate ν … */
  p: 4,
  /** … which is gamma with shape q and rate γ: so a receipt's mean is pγ / (q − 1), here 68.57 €. */
  q: 4.5,
  gamma: 60,
} as const;

/** How long the history is. */
export const weeks = 104;

/** What the whole demo is made of, beside the day on which its history ends. */
export interface Population {
  seed: number;
  /** How many people buy, numbered from 1. */
  people: number;
}

export const demoPopulation: Population = { seed: 1, people: 20_000 };
