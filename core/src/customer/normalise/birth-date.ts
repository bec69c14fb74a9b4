import { fold } from '../fold.ts';

const months = new Map(
  [
    'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
    'january february march april may june july august september october november december',
  ].flatMap((names) => names.split(' ').map((name, index) => [name, index + 1] as const)),
);

/** Nobody is older, in years. */
const oldest = 130;

/**
 * A birth date in ISO 8601. Read are `1980-01-31`, `1980/01/31`, `19800131`, the day before the month as in
 * `31/01/1980`, `31.1.1980` or `31-01-1980`, and `31 janvier 1980` or `31 January 1980`; also with a midnight behind
 * it, as spreadsheets write. A year of two digits is refused: 25 is 1925 as well as 2025.
 * @param now when it is, to refuse days to come and days too long ago; neither where absent
 */
export function readBirthDate(raw: string, now?: Date): { value: string } | { fault: string } {
  const text = raw.trim().replace(/[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?$/, '');
  if (/^\d{1,2}([-/. ])\d{1,2}\1\d{2}$/.test(text)) {
    return { fault: 'has a year of two digits: write all four' };
  }
  const read = inNumbers(text) ?? inWords(text);
  if (!read) {
    return { fault: 'is not a date: write it as 1980-01-31, or with the day first as 31/01/1980' };
  }
  const { year, month, day } = read;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (month < 1 || month > 12 || day < 1 || date.getUTCDate() !== day) {
    return {
      fault:
        month > 12 && day <= 12 && !/^\d{4}/.test(text)
          ? 'is no day: the day is written before the month, or write it as 1980-01-31'
          : 'is no day of the calendar',
    };
  }
  // The day that it is where it is furthest ahead.
  if (now && date.getTime() > now.getTime() + 14 * 3_600_000) return { fault: 'is in the future' };
  if (now && year < now.getUTCFullYear() - oldest) return { fault: `is more than ${oldest} years ago` };
  return { value: date.toISOString().slice(0, 10) };
}

interface Day {
  year: number;
  month: number;
  day: number;
}

function inNumbers(text: string): Day | undefined {
  const yearFirst = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))$/.exec(text);
  if (yearFirst) {
    const [, year, , month, day, shortMonth, shortDay] = yearFirst;
    return { year: Number(year), month: Number(month ?? shortMonth), day: Number(day ?? shortDay) };
  }
  const dayFirst = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!dayFirst) return undefined;
  const [, day, , month, year] = dayFirst;
  return { year: Number(year), month: Number(month), day: Number(day) };
}

function inWords(text: string): Day | undefined {
  const dayFirst = /^(\d{1,2})(?:er|st|nd|rd|th)? (\p{L}+) (\d{4})$/u.exec(fold(text));
  const monthFirst = /^(\p{L}+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})$/u.exec(fold(text));
  const [day, name, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  const month = months.get(name ?? '');
  return month === undefined ? undefined : { year: Number(year), month, day: Number(day) };
}
