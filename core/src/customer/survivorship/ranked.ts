import { retailer, type SurvivorshipRule, type SurvivorshipRules } from './rules.ts';

/** One profile's value of an attribute; null is the retailer saying that there is none. */
export interface Candidate {
  profileId: string;
  source: string;
  value: unknown;
  /** ISO, in UTC: since when the source has said so. */
  since: string;
  /** The profile has a verified identifier besides its source's own number. */
  verified: boolean;
}

/** The value that somebody chose when two customers were merged: the one that this profile gives. */
export interface Choice {
  profileId: string;
  /** ISO, in UTC. */
  at: string;
}

/** What told two values apart. */
export type Why =
  | 'decided'
  | 'source'
  | 'verified'
  | 'complete'
  | 'latest'
  /** Both were told at one instant: the later profile's counts, so that the order of reading decides nothing. */
  | 'tie';

interface Criterion {
  why: Why;
  /** The higher wins. */
  rank(candidate: Candidate): number | string;
}

/** What is compared for an attribute: where the first is the same, the second, and so on; never all are. */
export function criteriaOf(
  rule: SurvivorshipRule,
  { correctionsFirst }: Pick<SurvivorshipRules, 'correctionsFirst'>,
  choice: Choice | undefined,
): readonly Criterion[] {
  const decided: Criterion = {
    why: 'decided',
    rank({ source, profileId, since }) {
      const corrected = correctionsFirst && source === retailer;
      if (corrected && since > (choice?.at ?? '')) return 3;
      if (profileId === choice?.profileId) return 2;
      return corrected ? 1 : 0;
    },
  };
  const always = [
    { why: 'latest', rank: ({ since }) => since },
    { why: 'tie', rank: ({ profileId }) => profileId },
  ] satisfies Criterion[];
  const own = byRule(rule);
  return own ? [decided, own, ...always] : [decided, ...always];
}

function byRule({ rule, sources }: SurvivorshipRule): Criterion | undefined {
  switch (rule) {
    case 'source-priority':
      return {
        why: 'source',
        rank({ source }) {
          const place = sources.indexOf(source);
          return place === -1 ? Number.NEGATIVE_INFINITY : -place;
        },
      };
    case 'verified-first':
      return { why: 'verified', rank: ({ verified }) => (verified ? 1 : 0) };
    case 'most-complete':
      return { why: 'complete', rank: ({ value }) => completeness(value) };
    case 'latest':
      return undefined;
  }
}

/**
 * How much a value tells: of an address, which of street, postal code and city it has; of a text, its letters with
 * their accents, so that "Élodie" tells more than "Elodie", and "Marie" more than "M.".
 */
function completeness(value: unknown): number {
  if (value === null) return 0;
  if (typeof value === 'string') return value.normalize('NFD').replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '').length;
  if (typeof value !== 'object') return 1;
  return ['lines', 'postalCode', 'city'].filter((part) => part in value).length;
}

/** The criterion by which `a` is before `b`, or after it. */
export function compare(
  a: Candidate,
  b: Candidate,
  criteria: readonly Criterion[],
): { order: number; why: Why } {
  for (const { why, rank } of criteria) {
    const [ofA, ofB] = [rank(a), rank(b)];
    if (ofA !== ofB) return { order: ofA > ofB ? -1 : 1, why };
  }
  return { order: 0, why: 'tie' };
}
