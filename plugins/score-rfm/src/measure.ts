/** What a customer is scored by. */
export const measures = ['recency', 'frequency', 'monetary'] as const;
export type Measure = (typeof measures)[number];

/** Per score, the raw value that was just enough for it: at most so many days, at least so many sales. */
export type Thresholds = Record<Measure, Record<string, number>>;

/** Raised when the same purchases would give another score. */
export const modelVersion = 1;
