import type { Attributes } from '../attributes.ts';

/** What profiles say, in the form in which a golden record holds it; what was said stays in the profiles. */
export function normaliseAttributes(attributes: Attributes, _country: string): Attributes {
  return attributes;
}
