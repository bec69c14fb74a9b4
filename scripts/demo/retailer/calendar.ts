import type { Random } from '../draw/random.ts';
import type { DemoStore } from './stores.ts';

/** Milliseconds. */
export const minute = 60_000;
export const day = 24 * 60 * minute;
export const week = 7 * day;

/** When people pay. Shops open at ten: who pays has been there for up to an hour. */
const hours = { store: [11, 19.5], web: [7, 23.5] } as const;

/**
 * A time of the shops' clocks, moved into the hours of its day in which a store is paid. What came earlier in the day
 * stays earlier, and the day stays the same: timing is true to the day.
 */
export function whileOpen(at: number, { channel }: DemoStore): number {
  const [opens, closes] = hours[channel];
  const start = Math.floor(at / day) * day;
  const share = (at - start) / day;
  return start + Math.floor(((opens + share * (closes - opens)) * 60 * minute) / 1000) * 1000;
}

/** Some time in the days after, while the store is open. */
export const daysLater = (
  random: Random,
  at: number,
  [from, to]: readonly [number, number],
  store: DemoStore,
) => whileOpen((Math.floor(at / day) + random.between(from, to) + random.next()) * day, store);

/** As a till tells it: without an offset, by the clock on the wall. */
export const wallTime = (at: number): string => new Date(at).toISOString().slice(0, 19);

/** The beginning of a day, on the clocks of shops. @param date `YYYY-MM-DD` */
export const dayStart = (date: string): number => Date.parse(`${date}T00:00:00Z`);
