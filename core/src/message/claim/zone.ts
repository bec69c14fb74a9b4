import type { DeploymentLocale } from '../../context.ts';

/** ECMA-402 has it, and the compiler's library not yet. */
type WithTimeZones = Intl.Locale & { getTimeZones(): string[] | undefined };

const zones = new Map<string, string | undefined>();

/**
 * The time zone that people of a country are in: the deployment's in its own country, the country's where it has one
 * only, else the deployment's for want of something better.
 * @param country ISO 3166-1 alpha-2
 */
export function zoneOf(country: string, locale: Pick<DeploymentLocale, 'country' | 'timeZone'>): string {
  if (country === locale.country) return locale.timeZone;
  if (!zones.has(country)) zones.set(country, onlyZone(country));
  return zones.get(country) ?? locale.timeZone;
}

function onlyZone(country: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  const all = (new Intl.Locale('und', { region: country }) as WithTimeZones).getTimeZones();
  return all?.length === 1 ? all[0] : undefined;
}
