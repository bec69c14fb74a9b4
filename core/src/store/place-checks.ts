import { type Fault, problem } from '../http/problem.ts';
import { isCurrency } from '../money/currency.ts';

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** What Intl names that is no country: unions, the world's oceans, test codes. */
const noCountries = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

/** ISO 3166-1 alpha-2, in upper case. */
const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) && !noCountries.has(code) && regions.of(code) !== undefined;

/** A name of the IANA time zone database; offsets such as +02:00 know no summer time, and are refused. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

interface PlaceInput {
  country?: string | undefined;
  timeZone?: string | undefined;
  currency?: string | undefined;
}

/** Names each of country, time zone and currency that doesn't exist. */
export function placeFaults({ country, timeZone, currency }: PlaceInput): Fault[] {
  const errors: Fault[] = [];
  if (country !== undefined && !isCountry(country)) {
    errors.push({ pointer: '/country', message: `"${country}" is not an ISO 3166-1 code such as FR` });
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    errors.push({
      pointer: '/timeZone',
      message: `"${timeZone}" is not an IANA time zone such as Europe/Paris`,
    });
  }
  if (currency !== undefined && !isCurrency(currency)) {
    errors.push({ pointer: '/currency', message: `"${currency}" is not an ISO 4217 code such as EUR` });
  }
  return errors;
}

/** @throws CHL_INPUT_INVALID naming each of country, time zone and currency that doesn't exist */
export function checkPlace(place: PlaceInput): void {
  const errors = placeFaults(place);
  const [first] = errors;
  if (first) throw problem('CHL_INPUT_INVALID', { detail: first.message, pointer: first.pointer, errors });
}
