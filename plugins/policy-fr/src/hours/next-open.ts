import { localDay, parseTime } from '@chaland/core';
import { holidays } from '../calendar/holidays.ts';
import type { Region } from '../place/region.ts';
import type { ContactHours, Window } from '../rule/contact-hours.ts';
import { type Dated, inForce } from '../rule/dated.ts';

export interface Place {
  /** Its own holidays count beside the national ones; none where absent. */
  region?: Region | undefined;
  /** IANA name. */
  timeZone: string;
}

/** Longer than any row of closed days. */
const horizon = 31;

const nextDay = (day: string): string =>
  new Date(Date.parse(day) + 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);

/** The instant at which the clocks show a time of a day. */
function instantAt(day: string, time: string, zone: string): number {
  const instant = parseTime(`${day}T${time}:00`, zone);
  if (typeof instant === 'string') throw new RangeError(`${day} ${time} ${instant}`);
  return instant;
}

/**
 * The first instant from `at` on that lies within contact hours: `at` itself where it does.
 * @param rules by date; a day before the first of them is open all day
 * @param narrowed hours that are kept to beside those of the rules
 * @example nextOpen(new Date('2026-05-14T08:00:00Z'), callHours, { timeZone: 'Europe/Paris' }) // Ascension: the 15th at 10
 */
export function nextOpen(
  at: Date,
  rules: readonly Dated<ContactHours>[],
  { region, timeZone }: Place,
  narrowed?: Window,
): Date {
  let day = localDay(at, timeZone);
  for (let tried = 0; tried < horizon; tried++, day = nextDay(day)) {
    const hours = inForce(rules, day)?.rule;
    if (!hours) {
      if (tried === 0) return at;
      return new Date(instantAt(day, '00:00', timeZone));
    }
    if (!isOpenDay(day, hours, region)) continue;
    for (const { from, until } of narrow(hours.windows, narrowed)) {
      const opens = instantAt(day, from, timeZone);
      const closes = instantAt(day, until, timeZone);
      if (at.getTime() < closes) return new Date(Math.max(at.getTime(), opens));
    }
  }
  throw new RangeError(`contact hours leave no time to contact anybody from ${at.toISOString()} on`);
}

function isOpenDay(day: string, { weekdays }: ContactHours, region: Region | undefined): boolean {
  const weekday = new Date(day).getUTCDay() || 7;
  return weekdays.includes(weekday) && !holidays(Number(day.slice(0, 4)), region).has(day);
}

/** What windows and the narrowed one have in common, in order. */
function narrow(windows: readonly Window[], narrowed: Window | undefined): readonly Window[] {
  if (!narrowed) return windows;
  return windows
    .map(({ from, until }) => ({
      from: [from, narrowed.from].sort()[1]!,
      until: [until, narrowed.until].sort()[0]!,
    }))
    .filter(({ from, until }) => from < until);
}
