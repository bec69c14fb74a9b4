import type { MatchRecord } from './record.ts';

/** The records of a base, by ordinals from 0. */
export interface RecordSet {
  readonly size: number;
  at(ordinal: number): MatchRecord;
}

export const recordSet = (records: readonly MatchRecord[]): RecordSet => ({
  size: records.length,
  at: (ordinal) => records[ordinal]!,
});
