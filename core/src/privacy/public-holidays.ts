import { defineExtensionPoint, type Extensions } from '../plugin/extension-point.ts';

/** Days on which a country doesn't work. */
export interface PublicHolidays {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** `YYYY-MM-DD`, each of the year's. */
  of(year: number): readonly string[];
}

/** A time limit that ends on one of these days ends on the next working day. */
export const publicHolidays = defineExtensionPoint<PublicHolidays>('core.public-holidays');

export const holidaysOf = (extensions: Extensions, country: string): PublicHolidays[] =>
  extensions.all(publicHolidays).flatMap(({ value }) => (value.country === country ? value : []));
