import type { PublicHolidays } from '../public-holidays.ts';

/**
 * The last day of a period of months that began on a day: Regulation (EEC, Euratom) 1182/71, article 3, by which the
 * month of article 12(3) GDPR is counted (EDPB guidelines 01/2022, paragraph 160). It ends on the same date of the
 * month, or on the month's last day where it has no such date; and where that is a Saturday, a Sunday or a public
 * holiday, on the next working day.
 * @param from `YYYY-MM-DD`: the day on which the request came
 * @param holidays of the country
 * @example deadline('2026-01-31', 1) // '2026-03-02': 28 February 2026 is a Saturday
 */
export function deadline(from: string, months: number, holidays: readonly PublicHolidays[] = []): string {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const end = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth)));
  while (!isWorkingDay(end, holidays)) end.setUTCDate(end.getUTCDate() + 1);
  return dayOf(end);
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

function isWorkingDay(date: Date, holidays: readonly PublicHolidays[]): boolean {
  const weekday = date.getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  return !holidays.some((country) => country.of(date.getUTCFullYear()).includes(dayOf(date)));
}
