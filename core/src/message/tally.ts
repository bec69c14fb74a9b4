/** Counts a message that came to an end in this process. */
export type Tally = (channel: string, outcome: Outcome) => void;

export const outcomes = ['sent', 'failed', 'unknown', 'refused', 'expired'] as const;
export type Outcome = (typeof outcomes)[number];
