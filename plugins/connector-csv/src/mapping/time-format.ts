const parts: Record<string, { name: string; pattern: string }> = {
  yyyy: { name: 'year', pattern: '\\d{4}' },
  yy: { name: 'shortYear', pattern: '\\d{2}' },
  MM: { name: 'month', pattern: '\\d{2}' },
  M: { name: 'month', pattern: '\\d{1,2}' },
  dd: { name: 'day', pattern: '\\d{2}' },
  d: { name: 'day', pattern: '\\d{1,2}' },
  HH: { name: 'hour', pattern: '\\d{2}' },
  H: { name: 'hour', pattern: '\\d{1,2}' },
  mm: { name: 'minute', pattern: '\\d{2}' },
  ss: { name: 'second', pattern: '\\d{2}' },
  SSS: { name: 'fraction', pattern: '\\d{3}' },
  XXX: { name: 'offset', pattern: 'Z|[+-]\\d{2}:?\\d{2}' },
};
export const formatParts = Object.keys(parts);

/** What exports use most: a date, perhaps a time with seconds and fractions, perhaps an offset. */
const isoLike =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?)? ?(?<offset>Z|[+-]\d\d:?\d\d)?$/;

/** RFC 3339, whose offset may be missing. */
export type LocalTime = { date: string; time: string; offset: string };

/**
 * A reader of times in a format such as `dd/MM/yyyy HH:mm`, after the letters of Unicode's date patterns.
 * A two-digit year is of this century. What the format leaves out is 0.
 * @returns undefined where the format lacks year, month or day, or has other letters
 */
export function timeReader(format?: string): ((text: string) => LocalTime | undefined) | undefined {
  const pattern = format === undefined ? isoLike : patternOf(format);
  if (!pattern) return undefined;
  return (text) => {
    const found = pattern.exec(text)?.groups;
    if (!found) return undefined;
    const { shortYear, year = `20${shortYear}`, month = '', day = '', offset = '' } = found;
    const { hour = '0', minute = '00', second = '00', fraction } = found;
    return {
      date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
      time: `${hour.padStart(2, '0')}:${minute}:${second}${fraction ? `.${fraction}` : ''}`,
      offset: offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset,
    };
  };
}

function patternOf(format: string): RegExp | undefined {
  const seen = new Set<string>();
  let pattern = '';
  for (const [piece] of format.matchAll(/([A-Za-z])\1*|[^A-Za-z]+/g)) {
    const part = parts[piece];
    // T stands between date and time.
    if (piece === 'T') pattern += 'T';
    else if (part && !seen.has(part.name)) {
      seen.add(part.name);
      pattern += `(?<${part.name}>${part.pattern})`;
    } else if (/[A-Za-z]/.test(piece)) return undefined;
    else pattern += piece.replaceAll(/[^\w\s]/g, '\\$&');
  }
  const hasYear = seen.has('year') || seen.has('shortYear');
  return hasYear && seen.has('month') && seen.has('day') ? new RegExp(`^${pattern}$`) : undefined;
}
