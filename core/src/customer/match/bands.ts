import type { MatchingSettings } from './settings.ts';

/** What follows from a pair: a merge by itself, a question to somebody, or nothing. */
export type MatchBand = 'automatic' | 'review' | 'no';

/** As much of a pair as the bands look at. */
export interface BandedPair {
  probability: number;
  /** The number of the model that it was scored with; 0 is the one before any training. */
  model: number;
}

/**
 * Sorts pairs into bands by the thresholds in force. A model that has learned nothing of the base yet only asks.
 * @example matchBands(settings)({ probability: 0.9991, model: 3 }) // 'automatic'
 */
export const matchBands =
  ({ automatic, review }: Pick<MatchingSettings, 'automatic' | 'review'>) =>
  ({ probability, model }: BandedPair): MatchBand => {
    if (probability >= automatic && model > 0) return 'automatic';
    return probability >= review ? 'review' : 'no';
  };
