import {
  type Attributes,
  type FlatAttributes,
  flatten,
  type ProfileAttributes,
  unflatten,
} from './attributes.ts';
import { fold } from './fold.ts';

/** What a customer's row says of the person. */
export interface GoldenRecord {
  attributes: Attributes;
  displayName: string | null;
  searchName: string | null;
}

/**
 * The one record of a person, chosen from what their profiles say: for each attribute the value that a source
 * changed last; where two changed at one instant, the one of the later profile id, so that the order of reading
 * decides nothing.
 */
export function goldenRecord(profiles: Iterable<ProfileAttributes & { id: string }>): GoldenRecord {
  const chosen: FlatAttributes = {};
  const by: Record<string, string> = {};
  for (const { id, attributes, since } of profiles) {
    for (const [name, value] of Object.entries(flatten(attributes))) {
      const rank = `${since[name] ?? ''} ${id}`;
      if (name in by && rank <= by[name]!) continue;
      chosen[name] = value;
      by[name] = rank;
    }
  }
  const attributes = unflatten(chosen);
  return { attributes, ...namesOf(attributes) };
}

function namesOf({ firstName, lastName, company }: Attributes) {
  const join = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ').trim() || null;
  const displayName = join(firstName, lastName) ?? company ?? null;
  const searched = join(firstName, lastName, company);
  return { displayName, searchName: searched === null ? null : fold(searched) };
}
