import type { SendCandidate } from '@chaland/core';
import type { Place } from '../hours/next-open.ts';
import { regionOf, regions } from '../place/region.ts';
import type { Settings } from '../settings.ts';

/** How a message reaches somebody, as far as the hours of the day matter. */
export type Means = 'text' | 'call';

/** Whom French rules on texts and calls protect, and where they are. */
export interface Concerned {
  means: Means;
  place: Place;
}

/** Nothing for what isn't advertising, goes another way, or abroad. */
export function concerned(
  { channel, marketing, country, postalCode, contactPoint, timeZone }: SendCandidate,
  { textChannels, callChannels, localHolidays }: Settings,
): Concerned | undefined {
  if (!marketing) return undefined;
  const means = textChannels.includes(channel) ? 'text' : callChannels.includes(channel) ? 'call' : undefined;
  if (!means) return undefined;
  const phone = contactPoint.kind === 'phone' ? contactPoint.value : undefined;
  const region = regionOf({ country, postalCode, phone });
  if (!region) return undefined;
  if (region === 'unknown') return { means, place: { timeZone } };
  return { means, place: { region: localHolidays ? region : undefined, timeZone: regions[region] } };
}
