import type { ComparedRecord } from './record.ts';

/** The records of a base, by ordinals from 0. */
export interface RecordSet {
  readonly size: number;
  at(ordinal: number): ComparedRecord;
}

export const recordSet = (records: readonly ComparedRecord[]): RecordSet => ({
  size: records.length,
  at: (ordinal) => records[ordinal]!,
});
