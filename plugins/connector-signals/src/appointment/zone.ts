import { type Component, valueIn } from './content-line.ts';

/** Minutes that local clocks are ahead of UTC, at a moment that they show: milliseconds, as if they showed UTC. */
type Zone = (local: number) => number;

const hours = 3_600_000;
const day24 = 24 * hours;

/**
 * The zone of a `TZID`: by its IANA name, its own or one that the calendar gives beside it, else by the rules that the
 * calendar brings along (RFC 5545, section 3.6.5), as Outlook does with names of its own.
 * @returns undefined where it is neither
 */
export function zoneOf(id: string, timeZones: readonly Component[]): Zone | undefined {
  const told = timeZones.find((zone) => valueIn(zone, 'TZID') === id);
  // Some programs write `/example.org/20260101/Europe/Paris`.
  const names = [id, id.split('/').slice(-2).join('/'), told && valueIn(told, 'X-LIC-LOCATION')];
  for (const name of names) {
    const zone = name ? named(name) : undefined;
    if (zone) return zone;
  }
  return told && told.inside.length > 0 ? ruled(told) : undefined;
}

/** By the clocks of the world, as Node.js knows them. */
export function named(name: string): Zone | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
  const at = (instant: number) => {
    const text = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return minutesOf(text.replace('GMT', '').replace(':', '')) ?? 0;
  };
  return (local) => {
    // An hour that is there twice is meant the first time; one that is left out is told by the clock before it.
    const before = at(local - day24);
    const after = at(local + day24);
    if (before === after || at(local - before * 60_000) === before) return before;
    return at(local - after * 60_000) === after ? after : before;
  };
}

/** By the rules of the calendar: the clock that was changed to last counts. */
function ruled({ inside }: Component): Zone {
  const clocks = inside.map((clock) => ({
    onsets: onsetsOf(clock),
    to: minutesOf(valueIn(clock, 'TZOFFSETTO') ?? '') ?? 0,
    from: minutesOf(valueIn(clock, 'TZOFFSETFROM') ?? '') ?? 0,
  }));
  return (local) => {
    const changes = clocks.flatMap(({ onsets, to }) => onsets(local).map((at) => ({ at, to })));
    const last = changes.filter(({ at }) => at <= local).sort((a, b) => b.at - a.at)[0];
    return last?.to ?? clocks[0]!.from;
  };
}

/** When clocks are changed: once, or each year on a day such as the last Sunday of March. */
function onsetsOf(clock: Component): (local: number) => number[] {
  const first = wallTime(valueIn(clock, 'DTSTART') ?? '') ?? 0;
  const rule = valueIn(clock, 'RRULE') ?? '';
  const month = /BYMONTH=(\d{1,2})/.exec(rule)?.[1];
  const day = /BYDAY=([+-]?\d)(SU|MO|TU|WE|TH|FR|SA)/.exec(rule);
  if (!month || !day) return () => [first];
  const until = wallTime(/UNTIL=([0-9TZ]+)/.exec(rule)?.[1] ?? '') ?? Number.POSITIVE_INFINITY;
  const week = Number(day[1]);
  const clockTime = ((first % day24) + day24) % day24;
  const weekday = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'].indexOf(day[2]!);
  return (local) => {
    const year = new Date(local).getUTCFullYear();
    return [year - 1, year]
      .map((one) => nthDay(one, Number(month), week, weekday) + clockTime)
      .filter((at) => at >= first && at <= until);
  };
}

function nthDay(year: number, month: number, week: number, weekday: number): number {
  const edge = week > 0 ? new Date(Date.UTC(year, month - 1, 1)) : new Date(Date.UTC(year, month, 0));
  const ahead = week > 0 ? (weekday - edge.getUTCDay() + 7) % 7 : -((edge.getUTCDay() - weekday + 7) % 7);
  const weeks = week > 0 ? week - 1 : week + 1;
  return edge.getTime() + (ahead + weeks * 7) * day24;
}

/** `+0100` */
function minutesOf(offset: string): number | undefined {
  const match = /^([+-])(\d\d)(\d\d)/.exec(offset);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : undefined;
}

/** `20260304T143000` as milliseconds, as if it were UTC. */
export function wallTime(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?$/.exec(text);
  if (!match) return undefined;
  const [year, month, ...rest] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, ...rest);
}
