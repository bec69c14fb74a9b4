import type { components } from '../../kit/index.ts';

/** A pair of the queue. */
export type Duplicate = components['schemas']['Duplicate'];
/** Two customers side by side. */
export type Comparison = components['schemas']['DuplicateComparison'];

/** A pair that could not be decided. */
export interface Undecided {
  id: string;
  /** Why: `CHL_NOT_FOUND`. */
  code: string;
}

/** Where the panel keeps what it knows of the queue. */
export const duplicatesKey = ['core', 'duplicates', 'list'] as const;

/** The id of a pair: the smaller id first. */
export const pairOf = (a: string, b: string): string => (a < b ? `${a}~${b}` : `${b}~${a}`);
