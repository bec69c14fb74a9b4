import {
  type Attributes,
  type FlatAttributes,
  flatten,
  type ProfileAttributes,
  unflatten,
} from './attributes.ts';
import { fold } from './fold.ts';
import { normaliseAttributes } from './normalise/attributes.ts';
import { type Candidate, type Choice, compare, criteriaOf } from './survivorship/ranked.ts';
import { retailer, type SurvivorshipRules } from './survivorship/rules.ts';

/** What a customer's row says of the person. */
export interface GoldenRecord {
  attributes: Attributes;
  displayName: string | null;
  searchName: string | null;
}

/** What is known of a profile when its values compete with others'. */
export interface CompetingProfile extends ProfileAttributes {
  id: string;
  source: string;
  /** It has a verified identifier besides its source's own number; false where no rule asks. */
  verified: boolean;
}

/** By attribute, what somebody chose at a merge that stands. */
export type Choices = Readonly<Record<string, Choice>>;

/**
 * The one record of a person, chosen from what their profiles say, attribute by attribute and by the retailer's
 * rules, and brought to its normal form. The order of the profiles decides nothing.
 */
export function goldenRecord(
  profiles: readonly CompetingProfile[],
  rules: SurvivorshipRules,
  choices: Choices = {},
): GoldenRecord {
  const attributes = normaliseAttributes(unflatten(chosenFrom(profiles, rules, choices)), rules.country);
  return { attributes, ...namesOf(attributes) };
}

function chosenFrom(
  profiles: readonly CompetingProfile[],
  rules: SurvivorshipRules,
  choices: Choices,
): FlatAttributes {
  const [only, ...others] = profiles;
  if (!only) return {};
  // Nearly everybody has one profile, which competes with nobody.
  if (others.length === 0) return withoutNone(Object.entries(flatten(only.attributes)));
  return withoutNone(
    [...candidatesOf(profiles)].map(([name, candidates]) => [
      name,
      winnerOf(name, candidates, rules, choices).value,
    ]),
  );
}

/** A source that has none leaves it to the others; the retailer may say that there is none. */
const withoutNone = (entries: [string, unknown][]): FlatAttributes =>
  Object.fromEntries(entries.filter(([, value]) => value !== null));

/** By attribute, what each profile says. */
export function candidatesOf(profiles: Iterable<CompetingProfile>): Map<string, Candidate[]> {
  const all = new Map<string, Candidate[]>();
  for (const { id, source, verified, attributes, since } of profiles) {
    for (const [name, value] of Object.entries(flatten(attributes))) {
      if (value === null && source !== retailer) continue;
      const candidate = { profileId: id, source, value, since: since[name] ?? '', verified };
      const others = all.get(name);
      if (others) others.push(candidate);
      else all.set(name, [candidate]);
    }
  }
  return all;
}

function winnerOf(
  name: string,
  candidates: readonly Candidate[],
  rules: SurvivorshipRules,
  choices: Choices,
): Candidate {
  const [first, ...others] = candidates as readonly [Candidate, ...Candidate[]];
  if (others.length === 0) return first;
  const criteria = criteriaOf(rules.of(name), rules, choices[name]);
  return others.reduce((best, other) => (compare(best, other, criteria).order > 0 ? other : best), first);
}

function namesOf({ firstName, lastName, company }: Attributes) {
  const join = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ').trim() || null;
  const displayName = join(firstName, lastName) ?? company ?? null;
  const searched = join(firstName, lastName, company);
  return { displayName, searchName: searched === null ? null : fold(searched) };
}
