import { localDay } from '@chaland/core';
import type { CallFrequency } from '../rule/call-frequency.ts';

const day = 24 * 60 * 60 * 1_000;

/**
 * When somebody may be called once more: on which local day, `YYYY-MM-DD`, no more than `most` calls lie within any
 * `days` calendar days that end there.
 * @param calls when they were called, in any order
 * @returns today where they may be called today
 */
export function nextDayToCall(
  at: Date,
  calls: readonly Date[],
  { most, days }: CallFrequency,
  timeZone: string,
): string {
  const today = localDay(at, timeZone);
  const called = calls.map((call) => localDay(call, timeZone)).sort();
  // The earliest of the last `most` has to lie outside of the stretch first.
  const earliest = called.at(-most);
  if (earliest === undefined) return today;
  const free = new Date(Date.parse(earliest) + days * day).toISOString().slice(0, 10);
  return [free, today].sort()[1]!;
}
