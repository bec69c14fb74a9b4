const hour = 3_600_000;
const day = 24 * hour;

/**
 * What is added to UTC in a zone at an instant, in milliseconds.
 * Asking Intl costs microseconds, so the answer is kept for each hour in which it doesn't change.
 * @throws RangeError when the zone isn't an IANA name
 */
export function offsetAt(zone: string, instant: number): number {
  const start = Math.floor(instant / hour) * hour;
  let known = offsets.get(zone);
  if (!known) {
    known = new Map();
    offsets.set(zone, known);
  }
  let offset = known.get(start);
  if (offset === undefined) {
    // Rules change within the hour too: Lord Howe moves by half an hour, at half past the hour of UTC.
    const atStart = exactOffset(zone, start);
    offset = atStart === exactOffset(zone, start + hour - 1) ? atStart : null;
    if (known.size >= maxHours) known.clear();
    known.set(start, offset);
  }
  return offset ?? exactOffset(zone, instant);
}

const offsets = new Map<string, Map<number, number | null>>();
/** Ten years of hours for one zone; then the cache starts over. */
const maxHours = 90_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function exactOffset(zone: string, instant: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = value;
  const year = part.era?.startsWith('B') ? 1 - Number(part.year) : Number(part.year);
  const wall = utc(
    year,
    Number(part.month),
    Number(part.day),
    Number(part.hour),
    Number(part.minute),
    Number(part.second),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant at which the clocks of a zone showed a time.
 *
 * Twice a year that isn't one instant. A time that the clocks showed twice is the first of the two. A time that
 * they skipped is read with the offset from before the change, which lands as far after it: where 02:00 became
 * 03:00, 02:30 is 03:30. (RFC 5545 and java.time rule the same.)
 * @param wall the time shown, as if it were UTC, in milliseconds since 1970
 */
export function instantOf(wall: number, zone: string): number {
  const before = offsetAt(zone, wall - day);
  const after = offsetAt(zone, wall + day);
  const first = wall - before;
  if (before === after || offsetAt(zone, first) === before) return first;
  const second = wall - after;
  return offsetAt(zone, second) === after ? second : first;
}

/**
 * The day that it is somewhere, as `YYYY-MM-DD`.
 * @param zone IANA name; a store's is `store.timeZone`
 * @example localDay(new Date('2026-03-01T23:30:00Z'), 'Europe/Paris') === '2026-03-02'
 */
export function localDay(instant: Date, zone: string): string {
  const at = instant.getTime();
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 10);
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):(\d\d))?$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads an RFC 3339 time; without an offset it is what the clocks showed in `zone`.
 * Kept to the millisecond; a leap second is the second after it.
 * @returns milliseconds since 1970, or what is wrong with it
 */
export function parseTime(text: string, zone: string): number | string {
  const match = rfc3339.exec(text);
  if (!match) return 'must be an RFC 3339 time such as 2026-03-02T10:15:00+01:00; the offset may be left out';
  const year = Number(match[1]);
  const month = Number(match[2]);
  const dayOfMonth = Number(match[3]);
  if (month < 1 || month > 12) return 'has a month that is not 01 to 12';
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && leap ? 29 : monthLengths[month - 1]!;
  if (dayOfMonth < 1 || dayOfMonth > last) return 'has a day that its month does not have';
  const hours = Number(match[4]);
  const minutes = Number(match[5]);
  const seconds = Number(match[6]);
  if (hours > 23 || minutes > 59 || seconds > 60) return 'has a time of day that does not exist';
  if (year === 0) return 'has a year that does not exist';
  const fraction = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const wall = utc(year, month, dayOfMonth, hours, minutes, seconds) + fraction;
  if (match[8]) return wall;
  if (!match[9]) return instantOf(wall, zone);
  const offsetHours = Number(match[10]);
  const offsetMinutes = Number(match[11]);
  if (offsetHours > 23 || offsetMinutes > 59) return 'has an offset that does not exist';
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000;
  return match[9] === '+' ? wall - offset : wall + offset;
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
function utc(
  year: number,
  month: number,
  dayOfMonth: number,
  hours: number,
  minutes: number,
  seconds: number,
) {
  if (year > 99) return Date.UTC(year, month - 1, dayOfMonth, hours, minutes, seconds);
  return new Date(Date.UTC(2000, month - 1, dayOfMonth, hours, minutes, seconds)).setUTCFullYear(
    year,
    month - 1,
    dayOfMonth,
  );
}
