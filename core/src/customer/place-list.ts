import type { Log } from '../log.ts';
import { defineExtensionPoint, type Extensions } from '../plugin/extension-point.ts';
import type { Address } from './normalise/address.ts';

/** A list of a country's places, which addresses are checked against where they are shown. */
export interface PlaceList {
  /** `<plugin>.<name>`. */
  id: string;
  /** ISO 3166-1 alpha-2: whose addresses it can check. */
  countries: readonly string[];
  /** @param place postal code and town in their normal form; at least one of them is there */
  check(place: Place): PlaceCheck | Promise<PlaceCheck>;
}

export interface Place {
  postalCode?: string;
  city?: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

export interface PlaceCheck {
  /** Both are in the list, together; the list doesn't know, or one is missing; or they don't belong together. */
  result: 'valid' | 'unknown' | 'mismatch';
  /** As the list has it, where that is something else and there is one likely answer. */
  suggestion?: { postalCode?: string; city?: string };
}

/** Where plugins bring lists of places. @example contributes: [placeList({ id: 'places-fr.communes', … })] */
export const placeList = defineExtensionPoint<PlaceList>('core.place-lists');

/**
 * Checks an address against the first list of its country. It is only ever shown: an address that fails is kept.
 * @param country what an address without one is read with
 * @returns undefined where no list knows the country
 */
export async function checkAddress(
  { postalCode, city, country: own }: Address,
  country: string,
  { extensions, log }: { extensions: Extensions; log: Log },
): Promise<PlaceCheck | undefined> {
  const where = own ?? country;
  const list = extensions.all(placeList).find(({ value }) => value.countries.includes(where));
  if (!list || (postalCode === undefined && city === undefined)) return undefined;
  try {
    return await list.value.check({
      ...(postalCode === undefined ? {} : { postalCode }),
      ...(city === undefined ? {} : { city }),
      country: where,
    });
  } catch (error) {
    log.warn(
      { plugin: list.plugin, list: list.value.id, error: (error as Error).message },
      'place list failed',
    );
    return undefined;
  }
}
