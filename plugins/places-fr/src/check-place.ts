import type { PlaceCheck, PlaceToCheck } from '@chaland/core';
import { type Communes, communes } from './communes.ts';
import { nameKey } from './name-key.ts';
import { isNear } from './near.ts';

/** Whether a postal code and a town belong together, and what was probably meant. */
export function checkPlace({ postalCode, city }: PlaceToCheck): PlaceCheck {
  const list = communes();
  if (postalCode === undefined || city === undefined) return { result: 'unknown' };
  const official = list.officialName(postalCode, city);
  const towns = list.townsOf(postalCode);
  if (/\bcedex\b/i.test(city)) return { result: official === undefined ? 'unknown' : 'valid' };
  if (official !== undefined) return { result: 'valid', ...spelled(official, city) };

  const meant = likely(list, postalCode, city, towns);
  const suggestion = meant ? { suggestion: meant } : {};
  // Firms have codes of their own, which are in no list of communes.
  const isFirms =
    towns.length === 0 && list.codesOf(city).some((code) => code.slice(0, 2) === postalCode.slice(0, 2));
  const isNowhere = towns.length === 0 && list.codesOf(city).length === 0;
  return { result: isFirms || isNowhere ? 'unknown' : 'mismatch', ...suggestion };
}

/** The official spelling, where it is another one; the arrondissement's number is said in the code. */
const spelled = (official: string, city: string) =>
  official === city || /\d/.test(city) ? {} : { suggestion: { city: official } };

/**
 * A misspelt town of the code; else the town's own code, where it has one in that département; else the only town
 * that has the code.
 */
function likely(
  { codesOf, officialName }: Communes,
  postalCode: string,
  city: string,
  towns: readonly string[],
): PlaceCheck['suggestion'] {
  const near = towns.filter((town) => isNear(nameKey(town), nameKey(city)));
  if (near.length === 1) return { postalCode, city: near[0]! };
  const here = codesOf(city).filter((code) => code.slice(0, 2) === postalCode.slice(0, 2));
  const [code, ...others] = here.length > 0 ? here : codesOf(city);
  if (code !== undefined && others.length === 0) return { postalCode: code, city: officialName(code, city)! };
  return code === undefined && towns.length === 1 ? { postalCode, city: towns[0]! } : undefined;
}
