import { language } from './language.ts';
import { panelInfo } from './place.ts';

type When = string | number | Date;

/** Where English is at home. Elsewhere "English as in France" would write 12 345,6 beside €12,345.60. */
const english = ['AU', 'CA', 'GB', 'IE', 'IN', 'NZ', 'SG', 'US', 'ZA'];
const locale = () => {
  const { country } = panelInfo.locale;
  return language.value === 'en' && !english.includes(country) ? 'en-GB' : `${language.value}-${country}`;
};
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using it does. */
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat>(
  Make: new (locale: string, options: never) => T,
  options: object,
): T {
  const key = `${Make.name} ${locale()} ${JSON.stringify(options)}`;
  const before = made.get(key) as T | undefined;
  if (before) return before;
  const format = new Make(locale(), options as never);
  made.set(key, format);
  return format;
}

const numbers = (options: Intl.NumberFormatOptions) => kept(Intl.NumberFormat, options);
const dates = (options: Intl.DateTimeFormatOptions, timeZone = panelInfo.locale.timeZone) =>
  kept(Intl.DateTimeFormat, { ...options, timeZone });

/** `1 425,42 €` of 142542 minor units. */
export function formatMoney(minor: number, currency: string = panelInfo.locale.currency): string {
  const format = numbers({ style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** `12 480` */
export const formatNumber = (value: number, options: Intl.NumberFormatOptions = {}): string =>
  numbers(options).format(value);

/** `12 %` of 0.12. */
export const formatPercent = (share: number, digits = 0): string =>
  numbers({ style: 'percent', maximumFractionDigits: digits }).format(share);

/** `2 nov. 2026`, on the store's calendar where its time zone is given, else the deployment's. */
export const formatDate = (when: When, timeZone?: string): string =>
  dates({ dateStyle: 'medium' }, timeZone).format(new Date(when));

/** `14:32` */
export const formatTime = (when: When, timeZone?: string): string =>
  dates({ timeStyle: 'short' }, timeZone).format(new Date(when));

/** `2 nov. 2026, 14:32` */
export const formatDateTime = (when: When, timeZone?: string): string =>
  dates({ dateStyle: 'medium', timeStyle: 'short' }, timeZone).format(new Date(when));

/** `2 nov. 2026` of a day without a time, `2026-11-02`. */
export const formatDay = (day: string): string =>
  dates({ dateStyle: 'medium' }, 'UTC').format(new Date(`${day}T00:00:00Z`));

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** `il y a 3 jours` */
export function formatAgo(when: When, now: When = Date.now()): string {
  const seconds = Math.round((new Date(when).getTime() - new Date(now).getTime()) / 1_000);
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? steps.at(-1)!;
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** Orders texts as people of the panel's language do. */
export const compareText = (a: string, b: string): number =>
  a.localeCompare(b, locale(), { numeric: true, sensitivity: 'base' });
